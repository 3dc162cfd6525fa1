package io.promontory.frontend.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.proto.info.InfoGrpc;
import io.promontory.proto.info.InfoRequest;
import io.promontory.proto.prometheuscopy.Histogram;
import io.promontory.proto.prometheuscopy.Sample;
import io.promontory.proto.prometheuscopy.TimeSeries;
import io.promontory.proto.query.QueryGrpc;
import io.promontory.proto.query.QueryRangeRequest;
import io.promontory.proto.query.QueryRangeResponse;
import io.promontory.proto.query.QueryRequest;
import io.promontory.proto.query.QueryResponse;
import io.promontory.proto.thanos.ShardInfo;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.memory.MemoryStore;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PromQL over gRPC, asked of a whole process. */
@Timeout(120)
class QueryApiTest {
  private static final int JOBS = 30;

  @TempDir private static Path folder;
  private static final MemoryStore MEMORY = new MemoryStore("memory", Labels.of("region", "eu"));
  private static final List<String> TENANTS = new CopyOnWriteArrayList<>();
  private static final StoreGrpcServer BEHIND =
      StoreGrpcServer.start(
          new ForwardingStore(() -> MEMORY, () -> {}) {
            @Override
            public SeriesSet select(SelectRequest request, QueryContext context) {
              TENANTS.add(String.valueOf(context.tenant()));
              return super.select(request, context);
            }
          },
          GrpcServerConfig.plain("127.0.0.1", 0));
  private static ServerProcess process;
  private static ManagedChannel channel;

  @BeforeAll
  static void start() throws Exception {
    for (int job = 0; job < JOBS; job++) {
      Labels labels = Labels.of("__name__", "up", "job", "j%02d".formatted(job));
      for (int i = 0; i <= 10; i++) {
        MEMORY.append(labels, 1_000_000 + i * 10_000L, i);
      }
    }
    HistogramLayout layout =
        new HistogramLayout(1, 0.5, new int[] {0, 2}, new int[] {-1, 1}, HistogramLayout.NO_BOUNDS);
    MEMORY.append(
        Labels.of("__name__", "h"),
        1_000_000,
        new FloatHistogram(layout, ResetHint.GAUGE, 7, 1, 9.5, new double[] {1, 2, 3}));
    Path file =
        Files.writeString(
            folder.resolve("promontory.yml"),
            """
            server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
            logging: {level: ERROR}
            grpc: {listen_address: "127.0.0.1:0"}
            query: {query_log_file: query.log}
            stores:
              - {name: deep, type: grpc, address: "127.0.0.1:%d"}
              - {name: gone, type: grpc, address: "127.0.0.1:1", required: false}
            """
                .formatted(BEHIND.port()));
    process = ServerProcess.start(new ConfigLoader().load(file));
    channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + process.grpcPort(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    process.close();
    BEHIND.close();
  }

  private static QueryRequest.Builder instant(String query) {
    return QueryRequest.newBuilder()
        .setQuery(query)
        .setTimeSeconds(1000)
        .setEnableDedup(true)
        .setEnablePartialResponse(true);
  }

  private static QueryRangeRequest.Builder range(String query) {
    return QueryRangeRequest.newBuilder()
        .setQuery(query)
        .setStartTimeSeconds(1000)
        .setEndTimeSeconds(1100)
        .setIntervalSeconds(50)
        .setEnablePartialResponse(true);
  }

  private List<QueryResponse> ask(QueryRequest.Builder request) {
    List<QueryResponse> frames = new ArrayList<>();
    QueryGrpc.newBlockingStub(channel).query(request.build()).forEachRemaining(frames::add);
    return frames;
  }

  private List<QueryRangeResponse> ask(QueryRangeRequest.Builder request) {
    List<QueryRangeResponse> frames = new ArrayList<>();
    QueryGrpc.newBlockingStub(channel).queryRange(request.build()).forEachRemaining(frames::add);
    return frames;
  }

  @Test
  void instantAnswersWarnFirstThenGiveSeriesThenStats() {
    assertThat(InfoGrpc.newBlockingStub(channel).info(InfoRequest.getDefaultInstance()).hasQuery())
        .isTrue();
    List<QueryResponse> frames = ask(instant("sum by (region) (up)"));
    assertThat(frames).hasSize(3);
    assertThat(frames.get(0).getWarnings()).startsWith("store \"gone\": ");
    TimeSeries series = frames.get(1).getTimeseries();
    assertThat(series.getLabels(0).getValue().toStringUtf8()).isEqualTo("eu");
    assertThat(series.getSamplesList())
        .containsExactly(Sample.newBuilder().setTimestamp(1_000_000).build());
    assertThat(frames.get(2).getStats().getSamplesTotal()).isEqualTo(JOBS);
  }

  @Test
  void rangesComeInBatchesWhereTheyAreAskedFor() {
    List<QueryRangeResponse> single = ask(range("up"));
    assertThat(single.stream().filter(QueryRangeResponse::hasTimeseries)).hasSize(JOBS);
    List<QueryRangeResponse> batched = ask(range("up").setResponseBatchSize(20));
    List<TimeSeries> all = new ArrayList<>();
    batched.forEach(frame -> all.addAll(frame.getTimeseriesBatch().getSeriesList()));
    assertThat(batched.stream().filter(QueryRangeResponse::hasTimeseriesBatch)).hasSize(2);
    assertThat(all).hasSize(JOBS);
    assertThat(all.get(3).getSamplesList())
        .extracting(Sample::getValue)
        .containsExactly(0.0, 5.0, 10.0);
  }

  @Test
  void scalarsAndHistogramsHaveAForm() {
    TimeSeries scalar =
        ask(instant("1 + 1")).stream()
            .filter(QueryResponse::hasTimeseries)
            .findFirst()
            .orElseThrow()
            .getTimeseries();
    assertThat(scalar.getLabelsCount()).isZero();
    assertThat(scalar.getSamples(0).getValue()).isEqualTo(2);
    Histogram histogram =
        ask(instant("h")).stream()
            .filter(QueryResponse::hasTimeseries)
            .findFirst()
            .orElseThrow()
            .getTimeseries()
            .getHistograms(0);
    assertThat(histogram.getTimestamp()).isEqualTo(1_000_000);
    assertThat(histogram.getCountFloat()).isEqualTo(7);
    assertThat(histogram.getSum()).isEqualTo(9.5);
    assertThat(histogram.getPositiveCountsList()).containsExactly(1.0, 2.0);
    assertThat(histogram.getNegativeCountsList()).containsExactly(3.0);
    assertThat(histogram.getNegativeSpans(0).getOffset()).isEqualTo(-1);
    assertThat(histogram.getResetHint()).isEqualTo(Histogram.ResetHint.GAUGE);
  }

  @Test
  void shardsOfAQueryAddUp() {
    double sum = 0;
    for (int index = 0; index < 3; index++) {
      ShardInfo shard =
          ShardInfo.newBuilder()
              .setShardIndex(index)
              .setTotalShards(3)
              .setBy(true)
              .addLabels("job")
              .build();
      for (QueryResponse frame : ask(instant("count(up)").setShardInfo(shard))) {
        for (Sample sample : frame.getTimeseries().getSamplesList()) {
          assertThat(sample.getValue()).isLessThan(JOBS);
          sum += sample.getValue();
        }
      }
    }
    assertThat(sum).isEqualTo(JOBS);
  }

  @Test
  void queriesAreLoggedAndCountedAsThoseOverHttp() throws Exception {
    int before = Files.readAllLines(folder.resolve("query.log")).size();
    double evaluated =
        metric("prometheus_engine_query_duration_seconds_count{slice=\"inner_eval\"}");
    double failed = metric("promontory_query_failures_total");
    ask(instant("sum by (region) (up)"));
    ask(range("up"));
    assertAborted("parse error", () -> ask(instant("sum(")));
    List<String> all = Files.readAllLines(folder.resolve("query.log"));
    List<String> lines = all.subList(before, all.size());
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .contains("\"query\":\"sum by (region) (up)\"")
        .contains("\"execQueueTime\":")
        .contains(
            "\"grpcRequest\":{\"clientIP\":\"127.0.0.1\",\"method\":\"/thanos.Query/Query\"}");
    assertThat(lines.get(1)).contains("\"method\":\"/thanos.Query/QueryRange\"");
    assertThat(lines.get(2)).contains("\"error\":\"").contains("parse error");
    assertThat(metric("promontory_query_failures_total")).isEqualTo(failed + 1);
    assertThat(metric("prometheus_engine_query_duration_seconds_count{slice=\"inner_eval\"}"))
        .isEqualTo(evaluated + 2);
  }

  private static double metric(String series) throws Exception {
    return http("/metrics", "")
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onWhoseBehalfAQueryIsGoesAlong() throws Exception {
    TENANTS.clear();
    http("/api/v1/query?query=up&time=1000", "team-a");
    http("/api/v1/series?match%5B%5D=up&start=1000&end=1100", "team-b");
    http("/api/v1/query?query=up&time=1000", "");
    Metadata metadata = new Metadata();
    metadata.put(Metadata.Key.of("thanos-tenant", Metadata.ASCII_STRING_MARSHALLER), "team-c");
    QueryGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .query(instant("up").build())
        .forEachRemaining(frame -> {});
    assertThat(TENANTS).containsExactly("team-a", "team-b", "null", "team-c");
  }

  private static String http(String path, String tenant) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(process.url().resolve(path));
    if (!tenant.isEmpty()) {
      request.header("THANOS-TENANT", tenant);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  @Test
  void whatHasNoAnswerIsAborted() {
    assertAborted("parse error", () -> ask(instant("sum(")));
    assertAborted("is a string", () -> ask(instant("\"text\"")));
    assertAborted("must not be before", () -> ask(range("up").setEndTimeSeconds(1)));
    assertAborted("step widths", () -> ask(range("up").setIntervalSeconds(0)));
    assertAborted(
        "maximum resolution",
        () -> ask(range("up").setEndTimeSeconds(1 << 30).setIntervalSeconds(1)));
    assertAborted(
        "maximum resolution",
        () ->
            ask(
                range("up")
                    .setStartTimeSeconds(-9_000_000_000_000_000L)
                    .setEndTimeSeconds(9_000_000_000_000_000L)
                    .setIntervalSeconds(1)));
    ShardInfo none = ShardInfo.newBuilder().setShardIndex(5).setTotalShards(3).build();
    assertAborted("shard 5 of 3 does not exist", () -> ask(instant("up").setShardInfo(none)));
    assertAborted("shard 5 of 3 does not exist", () -> ask(range("up").setShardInfo(none)));
    assertAborted("no time", () -> ask(instant("up").setTimeSeconds(Long.MAX_VALUE)));
  }

  private static void assertAborted(String text, Runnable question) {
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, question::run);
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(refused.getStatus().getDescription()).contains(text);
  }
}
