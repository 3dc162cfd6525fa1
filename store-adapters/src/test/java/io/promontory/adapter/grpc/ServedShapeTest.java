package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.CompressorRegistry;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.promontory.proto.hints.SeriesRequestHints;
import io.promontory.proto.thanos.LabelMatcher;
import io.promontory.proto.thanos.LabelNamesRequest;
import io.promontory.proto.thanos.LabelValuesRequest;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.proto.thanos.Series;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.proto.thanos.ShardInfo;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryLimits;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a request may ask of the form of an answer: replica labels, shards, limits, tenants. */
@Timeout(60)
class ServedShapeTest {
  private static final int PODS = 40;

  private final MemoryStore memory = memory();
  private final LinkedBlockingQueue<QueryContext> contexts = new LinkedBlockingQueue<>();
  private final StoreGrpcServer server =
      StoreGrpcServer.start(new Watched(memory, contexts), GrpcServerConfig.plain("127.0.0.1", 0));
  private final ManagedChannel channel =
      Grpc.newChannelBuilder("127.0.0.1:" + server.port(), InsecureChannelCredentials.create())
          .compressorRegistry(registry())
          .build();

  /** Shows what each select was asked with; can neither drop labels nor cut shards. */
  private record Watched(Store store, LinkedBlockingQueue<QueryContext> contexts) implements Store {
    @Override
    public StoreInfo info() {
      StoreInfo info = store.info();
      return new StoreInfo(info.name(), List.of(), info.minTime(), info.maxTime(), Set.of());
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      assertThat(request.withoutReplicaLabels()).isEmpty();
      assertThat(request.shard()).isNull();
      contexts.add(context);
      return store.select(request, context);
    }

    @Override
    public LabelsResult labelNames(
        io.promontory.series.store.LabelNamesRequest request, QueryContext context) {
      return store.labelNames(request, context);
    }

    @Override
    public LabelsResult labelValues(
        io.promontory.series.store.LabelValuesRequest request, QueryContext context) {
      return store.labelValues(request, context);
    }
  }

  private static CompressorRegistry registry() {
    CompressorRegistry registry = CompressorRegistry.getDefaultInstance();
    registry.register(FramedSnappy.INSTANCE);
    return registry;
  }

  /** Two replicas of each pod, which scrape at times of their own; order changes without them. */
  private static MemoryStore memory() {
    MemoryStore store = new MemoryStore("memory", Labels.EMPTY);
    for (int pod = 0; pod < PODS; pod++) {
      for (String replica : List.of("a", "b")) {
        Labels labels =
            Labels.of("__name__", "m", "a_replica", replica, "pod", "p%03d".formatted(pod));
        for (int i = 0; i < 10; i++) {
          store.append(labels, i * 1000L + (replica.equals("a") ? 0 : 300), i);
        }
      }
    }
    return store;
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  private static SeriesRequest.Builder request() {
    return SeriesRequest.newBuilder()
        .setMaxTime(100_000)
        .addMatchers(LabelMatcher.newBuilder().setName("__name__").setValue("m"));
  }

  private List<Series> series(SeriesRequest.Builder request) {
    return series(channel, request);
  }

  private static List<Series> series(Channel over, SeriesRequest.Builder request) {
    List<Series> all = new ArrayList<>();
    StoreGrpc.newBlockingStub(over)
        .series(request.build())
        .forEachRemaining(
            (SeriesResponse frame) -> {
              if (frame.hasSeries()) {
                all.add(frame.getSeries());
              }
              all.addAll(frame.getBatch().getSeriesList());
            });
    return all;
  }

  private static Labels labels(Series series) {
    LabelsBuilder builder = new LabelsBuilder();
    series
        .getLabelsList()
        .forEach(l -> builder.set(l.getName().toStringUtf8(), l.getValue().toStringUtf8()));
    return builder.build();
  }

  private static List<Labels> labels(List<Series> series) {
    return series.stream().map(ServedShapeTest::labels).toList();
  }

  @Test
  void withoutReplicaLabelsSeriesAreSortedAndEachOnce() {
    List<Series> all = series(request().addWithoutReplicaLabels("a_replica"));
    assertThat(all).hasSize(PODS);
    assertThat(labels(all)).isSorted().doesNotHaveDuplicates();
    assertThat(labels(all)).noneMatch(labels -> labels.has("a_replica"));
    assertThat(all).allMatch(series -> series.getChunksCount() > 0);
    assertThat(series(request())).hasSize(2 * PODS);
  }

  @Test
  void whatACallHoldsAndReadsIsBounded() throws Exception {
    SeriesRequest.Builder sorted = request().addWithoutReplicaLabels("a_replica");
    refused(new QueryLimits(0, 4_096, 0, 0, 0), sorted, "more than 4096 bytes held in memory");
    refused(new QueryLimits(0, 0, 0, PODS, 0), request(), "more than 40 series read from stores");
  }

  private void refused(QueryLimits limits, SeriesRequest.Builder request, String text)
      throws InterruptedException {
    GrpcServerConfig config =
        GrpcServerConfig.plain("127.0.0.1", 0).withBudgets(() -> new QueryBudget(limits));
    try (StoreGrpcServer bounded = StoreGrpcServer.start(new Watched(memory, contexts), config)) {
      ManagedChannel over =
          Grpc.newChannelBuilder("127.0.0.1:" + bounded.port(), InsecureChannelCredentials.create())
              .build();
      try {
        assertThatThrownBy(() -> series(over, request))
            .isInstanceOf(StatusRuntimeException.class)
            .hasMessageStartingWith("RESOURCE_EXHAUSTED: " + text);
        assertThat(contexts.take().budget().heldMemory()).isZero();
      } finally {
        over.shutdownNow();
      }
    }
  }

  @Test
  void noClientHoldsACallForLongerThanTheServerLets() throws InterruptedException {
    GrpcServerConfig config =
        GrpcServerConfig.plain("127.0.0.1", 0).withMaxCallTime(Duration.ofMinutes(1));
    try (StoreGrpcServer bounded = StoreGrpcServer.start(new Watched(memory, contexts), config)) {
      ManagedChannel over =
          Grpc.newChannelBuilder("127.0.0.1:" + bounded.port(), InsecureChannelCredentials.create())
              .build();
      try {
        StoreGrpc.newBlockingStub(over)
            .withDeadlineAfter(1, TimeUnit.HOURS)
            .series(request().build())
            .forEachRemaining(frame -> {});
        assertThat(contexts.take().deadline().remaining()).isLessThan(Duration.ofMinutes(1));
      } finally {
        over.shutdownNow();
      }
    }
  }

  @Test
  void aLimitCountsSeriesAsTheyLeave() {
    assertThat(series(request().setLimit(7).addWithoutReplicaLabels("a_replica"))).hasSize(7);
    assertThat(
            series(request().setLimit(7).addWithoutReplicaLabels("a_replica").setSkipChunks(true)))
        .hasSize(7)
        .allMatch(series -> series.getChunksCount() == 0);
  }

  @Test
  void shardsAreDisjointAndWholeAlsoInBatches() {
    for (int batch : new int[] {0, 64}) {
      for (List<String> dropped : List.of(List.<String>of(), List.of("a_replica"))) {
        Set<Labels> seen = new HashSet<>();
        int count = 0;
        for (int index = 0; index < 3; index++) {
          List<Labels> part =
              labels(
                  series(
                      request()
                          .setResponseBatchSize(batch)
                          .addAllWithoutReplicaLabels(dropped)
                          .setShardInfo(
                              ShardInfo.newBuilder()
                                  .setShardIndex(index)
                                  .setTotalShards(3)
                                  .setBy(true)
                                  .addLabels("pod"))));
          Shard shard = new Shard(index, 3, true, List.of("pod"));
          assertThat(part).isNotEmpty().allMatch(shard::owns);
          seen.addAll(part);
          count += part.size();
        }
        assertThat(seen).hasSize(dropped.isEmpty() ? 2 * PODS : PODS).hasSize(count);
      }
    }
  }

  @Test
  void lookupsKnowNoReplicaLabels() {
    StoreGrpc.StoreBlockingStub stub = StoreGrpc.newBlockingStub(channel);
    LabelNamesRequest.Builder names =
        LabelNamesRequest.newBuilder().setEnd(100_000).addWithoutReplicaLabels("a_replica");
    assertThat(stub.labelNames(names.build()).getNamesList()).containsExactly("__name__", "pod");
    assertThat(stub.labelNames(names.setLimit(2).build()).getNamesList())
        .containsExactly("__name__", "pod");
    assertThat(
            stub.labelValues(
                    LabelValuesRequest.newBuilder()
                        .setLabel("a_replica")
                        .setEnd(100_000)
                        .addWithoutReplicaLabels("a_replica")
                        .build())
                .getValuesList())
        .isEmpty();
  }

  @Test
  void theStrategyAndTheTenantGoWithTheRequest() throws InterruptedException {
    series(request());
    assertThat(contexts.take().scope().partialResponse()).isTrue();
    series(request().setPartialResponseStrategy(PartialResponseStrategy.ABORT));
    QueryContext strict = contexts.take();
    assertThat(strict.scope().partialResponse()).isFalse();
    assertThat(strict.tenant()).isNull();
    series(ClientInterceptors.intercept(channel, Tenants.interceptor("team-a")), request());
    assertThat(contexts.take().tenant()).isEqualTo("team-a");
  }

  /** Hints for stores of blocks are no hindrance, and requests may come in Thanos' encoding. */
  @Test
  void foreignHintsAndFramedSnappyAreTaken() {
    SeriesRequest.Builder request =
        request()
            .setHints(
                com.google.protobuf.Any.pack(
                    SeriesRequestHints.newBuilder().setEnableQueryStats(true).build(),
                    "type.googleapis.com"));
    List<Series> all = new ArrayList<>();
    StoreGrpc.newBlockingStub(channel)
        .withCompression("snappy")
        .series(request.build())
        .forEachRemaining(frame -> all.add(frame.getSeries()));
    assertThat(all).hasSizeGreaterThan(PODS);
  }
}
