package io.promontory.frontend.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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
import io.promontory.series.store.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final StoreGrpcServer BEHIND =
      StoreGrpcServer.start(MEMORY, GrpcServerConfig.plain("127.0.0.1", 0));
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
  void whatHasNoAnswerIsAborted() {
    assertAborted("parse error", () -> ask(instant("sum(")));
    assertAborted("is a string", () -> ask(instant("\"text\"")));
    assertAborted("must not be before", () -> ask(range("up").setEndTimeSeconds(1)));
    assertAborted("step widths", () -> ask(range("up").setIntervalSeconds(0)));
    assertAborted(
        "maximum resolution",
        () -> ask(range("up").setEndTimeSeconds(1 << 30).setIntervalSeconds(1)));
    assertAborted("no time", () -> ask(instant("up").setTimeSeconds(Long.MAX_VALUE)));
  }

  private static void assertAborted(String text, Runnable question) {
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, question::run);
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(refused.getStatus().getDescription()).contains(text);
  }
}
