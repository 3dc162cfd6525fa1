package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.promontory.proto.info.InfoGrpc;
import io.promontory.proto.info.InfoRequest;
import io.promontory.proto.info.InfoResponse;
import io.promontory.proto.thanos.Aggr;
import io.promontory.proto.thanos.AggrChunk;
import io.promontory.proto.thanos.LabelMatcher;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.chunk.Aggregate;
import io.promontory.series.chunk.AggregateParts;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as any gRPC client sees it, over a store whose answers a test chooses. */
@Timeout(60)
class StoreGrpcServerTest {
  private static final Labels EU = Labels.of("region", "eu");

  private final ChosenStore store = new ChosenStore();
  private final StoreGrpcServer server =
      StoreGrpcServer.start(store, GrpcServerConfig.plain("127.0.0.1", 0));
  private final ManagedChannel channel =
      Grpc.newChannelBuilder("127.0.0.1:" + server.port(), InsecureChannelCredentials.create())
          .build();

  /** Answers every select with what the test has set. */
  private static final class ChosenStore implements Store {
    private volatile Supplier<SeriesSet> answer =
        () -> SeriesSet.of(List.of(), Completeness.NONE_ASKED);

    @Override
    public StoreInfo info() {
      return new StoreInfo("chosen", List.of(EU), 5, Long.MAX_VALUE, Set.of());
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      return answer.get();
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return new LabelsResult(List.of("a", "replica"), Completeness.NONE_ASKED);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return new LabelsResult(List.of("v"), Completeness.NONE_ASKED);
    }
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  private static SeriesRequest.Builder request() {
    return SeriesRequest.newBuilder()
        .setMaxTime(1000)
        .addMatchers(LabelMatcher.newBuilder().setName("__name__").setValue("m"));
  }

  private List<SeriesResponse> series(SeriesRequest.Builder request) {
    List<SeriesResponse> frames = new ArrayList<>();
    Iterator<SeriesResponse> answer = StoreGrpc.newBlockingStub(channel).series(request.build());
    answer.forEachRemaining(frames::add);
    return frames;
  }

  private static Series series(int i, int chunks, int chunkBytes) {
    List<Chunk> all = new ArrayList<>();
    for (int c = 0; c < chunks; c++) {
      all.add(Chunk.of(Encoding.XOR, c, c, new byte[chunkBytes]));
    }
    return Series.of(Labels.of("__name__", "m", "i", "%05d".formatted(i)), all);
  }

  private static Completeness whole() {
    return Completeness.of(StoreOutcome.whole("chosen", StoreStats.ZERO));
  }

  @Test
  void reflectionHealthAndInfoTellWhatIsServed() throws Exception {
    BlockingQueue<ServerReflectionResponse> answers = new ArrayBlockingQueue<>(10);
    StreamObserver<ServerReflectionRequest> ask =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse answer) {
                    answers.add(answer);
                  }

                  @Override
                  public void onError(Throwable failure) {}

                  @Override
                  public void onCompleted() {}
                });
    ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    ServerReflectionResponse answer = answers.poll(30, TimeUnit.SECONDS);
    ask.onCompleted();
    assertThat(answer).isNotNull();
    assertThat(
            answer.getListServicesResponse().getServiceList().stream()
                .map(ServiceResponse::getName))
        .contains("thanos.Store", "thanos.info.Info", "thanos.Metadata", "grpc.health.v1.Health");

    assertThat(
            HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus())
        .isEqualTo(ServingStatus.SERVING);

    InfoResponse info = InfoGrpc.newBlockingStub(channel).info(InfoRequest.getDefaultInstance());
    assertThat(info.getLabelSetsCount()).isEqualTo(1);
    assertThat(info.getStore().getMinTime()).isEqualTo(5);
    assertThat(info.getStore().getSupportsWithoutReplicaLabels()).isTrue();
    assertThat(info.getStore().getSupportsSharding()).isTrue();
    assertThat(info.getStore().getTsdbInfosCount()).isEqualTo(1);
    assertThat(info.getStore().getTsdbInfos(0).getMinTime()).isEqualTo(5);
    assertThat(info.hasMetricMetadata()).isFalse();
    assertThat(info.hasQuery()).isFalse();
    assertThat(info.hasRules()).isFalse();
  }

  @Test
  void seriesComeOneAFrameUnlessBatchesAreAskedFor() {
    store.answer =
        () -> {
          List<Series> series = new ArrayList<>();
          for (int i = 0; i < 130; i++) {
            series.add(series(i, 2, 10));
          }
          return SeriesSet.of(series, whole());
        };
    List<SeriesResponse> single = series(request());
    assertThat(single).hasSize(131);
    assertThat(single.getFirst().getSeries().getChunks(1).getMaxTime()).isEqualTo(1);
    assertThat(single.getLast().hasHints()).isTrue();
    List<SeriesResponse> batched = series(request().setResponseBatchSize(64));
    assertThat(batched).hasSize(4);
    assertThat(batched.get(2).getBatch().getSeriesCount()).isEqualTo(2);
  }

  /**
   * Windows of which nothing was asked for are left out, and so is a series of such windows alone:
   * Thanos takes an empty chunk and a series without any for faults.
   */
  @Test
  void windowsComeAsTheAggregatesAskedFor() {
    Map<Aggregate, Chunk> parts = new EnumMap<>(Aggregate.class);
    for (Aggregate aggregate : List.of(Aggregate.COUNT, Aggregate.SUM)) {
      parts.put(aggregate, Chunk.of(Encoding.XOR, 5, 9, new byte[aggregate.ordinal() + 3]));
    }
    Chunk windows = AggregateParts.join(parts, 5, 9);
    Series series = Series.of(Labels.of("__name__", "m"), List.of(windows));
    store.answer = () -> SeriesSet.of(List.of(series), whole());
    AggrChunk chunk = series(request().addAggregates(Aggr.SUM)).getFirst().getSeries().getChunks(0);
    assertThat(chunk.getMinTime()).isEqualTo(5);
    assertThat(chunk.getMaxTime()).isEqualTo(9);
    assertThat(chunk.hasRaw()).isFalse();
    assertThat(chunk.hasCount()).isFalse();
    assertThat(chunk.getSum().getData().size()).isEqualTo(4);
    assertThat(series(request().addAggregates(Aggr.MAX)))
        .noneMatch(frame -> frame.hasSeries() || frame.hasBatch());
    assertThat(series(request()).getFirst().getSeries().getChunks(0).hasCount()).isTrue();
  }

  @Test
  void framesStayNearOneMebibyte() {
    store.answer = () -> SeriesSet.of(List.of(series(0, 40, 100_000), series(1, 1, 10)), whole());
    for (int batch : new int[] {1, 64}) {
      List<SeriesResponse> frames = series(request().setResponseBatchSize(batch));
      assertThat(frames)
          .allSatisfy(frame -> assertThat(frame.getSerializedSize()).isLessThan(1_250_000));
      long chunks = 0;
      for (SeriesResponse frame : frames) {
        chunks += frame.getSeries().getChunksCount();
        for (var one : frame.getBatch().getSeriesList()) {
          chunks += one.getChunksCount();
        }
      }
      assertThat(chunks).isEqualTo(41);
    }
  }

  @Test
  void requestsThatMakeNoSenseAreRefused() {
    assertRefused("at least one matcher", SeriesRequest.newBuilder());
    assertRefused("is after max_time", request().setMinTime(2000));
    assertRefused(
        "unknown type 9",
        request().addMatchers(LabelMatcher.newBuilder().setTypeValue(9).setName("x")));
    assertRefused(
        "matcher on \"x\"",
        request()
            .addMatchers(
                LabelMatcher.newBuilder()
                    .setType(LabelMatcher.Type.RE)
                    .setName("x")
                    .setValue("a(")));
  }

  private void assertRefused(String text, SeriesRequest.Builder request) {
    assertStatus(Status.Code.INVALID_ARGUMENT, text, request);
  }

  private void assertStatus(Status.Code code, String text, SeriesRequest.Builder request) {
    assertThatThrownBy(() -> series(request))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(code);
              assertThat(e.getStatus().getDescription()).contains(text);
            });
  }

  @Test
  void whatIsMissingIsWarnedOfOrAborts() {
    store.answer =
        () ->
            SeriesSet.of(
                List.of(series(1, 1, 10)),
                Completeness.of(StoreOutcome.failed("eu", "connection refused")));
    List<SeriesResponse> frames = series(request());
    assertThat(frames).hasSize(3);
    assertThat(frames.get(1).getWarning()).isEqualTo("store \"eu\": connection refused");
    assertStatus(
        Status.Code.ABORTED,
        "store \"eu\": connection refused",
        request().setPartialResponseStrategy(PartialResponseStrategy.ABORT));
    assertStatus(
        Status.Code.ABORTED, "connection refused", request().setPartialResponseDisabled(true));
  }

  @Test
  void failuresKeepTheirKindThroughARoundTrip() {
    try (GrpcStore client =
        new GrpcStore(GrpcStoreConfig.of("far", "127.0.0.1:" + server.port()))) {
      for (Kind kind : Kind.values()) {
        store.answer =
            () -> {
              throw new StoreException("near", kind, "because");
            };
        assertThatThrownBy(() -> read(client))
            .isInstanceOfSatisfying(
                StoreException.class,
                e -> {
                  assertThat(e.kind()).isEqualTo(kind);
                  assertThat(e.store()).isEqualTo("far");
                });
      }
    }
  }

  @Test
  void completenessSurvivesARoundTrip() {
    List<StoreOutcome> outcomes =
        List.of(
            StoreOutcome.whole("a", new StoreStats(1, 2, 3)),
            StoreOutcome.failed("b", "on fire"),
            StoreOutcome.notAsked("c", "other region"));
    store.answer = () -> SeriesSet.of(List.of(series(1, 1, 10)), new Completeness(outcomes));
    try (GrpcStore client =
        new GrpcStore(GrpcStoreConfig.of("far", "127.0.0.1:" + server.port()))) {
      Completeness completeness = read(client);
      assertThat(completeness.outcomes())
          .containsExactly(
              StoreOutcome.whole("far/a", new StoreStats(1, 2, 3)),
              StoreOutcome.failed("far/b", "on fire"),
              StoreOutcome.notAsked("far/c", "other region"));
    }
  }

  @Test
  void aServerThatIsNotThereIsSaidSo() {
    int port = server.port();
    server.close();
    try (GrpcStore client = new GrpcStore(GrpcStoreConfig.of("far", "127.0.0.1:" + port))) {
      assertThatThrownBy(() -> read(client))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(e).hasMessageContaining("no connection to 127.0.0.1:" + port);
              });
    }
  }

  private static SelectRequest select() {
    return SelectRequest.of(0, 1000, List.of(Matcher.equal("__name__", "m")));
  }

  private static Completeness read(Store client) {
    try (SeriesSet set = client.select(select(), QueryContext.unbounded())) {
      while (set.next() != null) {
        // Only the end matters.
      }
      return set.completeness();
    }
  }
}
