package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.promontory.proto.info.InfoGrpc;
import io.promontory.proto.info.InfoRequest;
import io.promontory.proto.info.InfoResponse;
import io.promontory.proto.thanos.AggrChunk;
import io.promontory.proto.thanos.Chunk;
import io.promontory.proto.thanos.Label;
import io.promontory.proto.thanos.LabelMatcher;
import io.promontory.proto.thanos.Series;
import io.promontory.proto.thanos.SeriesBatch;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.proto.thanos.ZLabelSet;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are not ours: what they do not announce is done here, what they say is heard. */
@Timeout(60)
class ForeignServerTest {
  private static final Metadata.Key<String> TENANT =
      Metadata.Key.of("thanos-tenant", Metadata.ASCII_STRING_MARSHALLER);

  private final List<SeriesResponse> frames = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<SeriesRequest> requests = new LinkedBlockingQueue<>();
  private final List<String> tenants = new CopyOnWriteArrayList<>();
  private volatile InfoResponse info = able(true);
  private volatile @Nullable Status end;
  private final Server server = start();

  private static InfoResponse able(boolean able) {
    return InfoResponse.newBuilder()
        .setComponentType("store")
        .setStore(
            io.promontory.proto.info.StoreInfo.newBuilder()
                .setMaxTime(Long.MAX_VALUE)
                .setSupportsSharding(able)
                .setSupportsWithoutReplicaLabels(able))
        .build();
  }

  private Server start() {
    try {
      return Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
          .addService(
              new StoreGrpc.StoreImplBase() {
                @Override
                public void series(SeriesRequest request, StreamObserver<SeriesResponse> out) {
                  requests.add(request);
                  frames.forEach(out::onNext);
                  Status status = end;
                  if (status == null) {
                    out.onCompleted();
                  } else {
                    out.onError(status.asRuntimeException());
                  }
                }
              })
          .addService(
              new InfoGrpc.InfoImplBase() {
                @Override
                public void info(InfoRequest request, StreamObserver<InfoResponse> out) {
                  out.onNext(info);
                  out.onCompleted();
                }
              })
          .intercept(
              new ServerInterceptor() {
                @Override
                public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                  String tenant = headers.get(TENANT);
                  if (tenant != null) {
                    tenants.add(tenant);
                  }
                  return next.startCall(call, headers);
                }
              })
          .build()
          .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private GrpcStore client() {
    return new GrpcStore(GrpcStoreConfig.of("far", "127.0.0.1:" + server.getPort()));
  }

  private static Series series(Map<String, String> labels, AggrChunk... chunks) {
    Series.Builder series = Series.newBuilder();
    labels.forEach(
        (name, value) ->
            series.addLabels(
                Label.newBuilder()
                    .setName(ByteString.copyFromUtf8(name))
                    .setValue(ByteString.copyFromUtf8(value))));
    return series.addAllChunks(List.of(chunks)).build();
  }

  private static AggrChunk chunk(long from, long to, int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    return AggrChunk.newBuilder()
        .setMinTime(from)
        .setMaxTime(to)
        .setRaw(Chunk.newBuilder().setData(ByteString.copyFrom(bytes)))
        .build();
  }

  private void answer(Series... series) {
    for (Series one : series) {
      frames.add(SeriesResponse.newBuilder().setSeries(one).build());
    }
  }

  private static SelectRequest select(List<String> dropped, int limit, @Nullable Shard shard) {
    return new SelectRequest(
        0,
        1000,
        List.of(Matcher.equal("__name__", "m")),
        SelectHints.NONE,
        false,
        limit,
        dropped,
        shard);
  }

  private static List<io.promontory.series.store.Series> read(SeriesSet set) {
    List<io.promontory.series.store.Series> all = new ArrayList<>();
    for (var series = set.next(); series != null; series = set.next()) {
      all.add(series);
    }
    return all;
  }

  /** It announces nothing: its order is not trusted, and it is not asked for what it ignores. */
  @Test
  void theOldestBehaviourIsPutRight() throws InterruptedException {
    info = able(false);
    answer(
        series(Map.of("i", "2", "r", "a"), chunk(0, 1, 1)),
        series(Map.of("i", "1", "r", "b"), chunk(0, 1, 2)),
        series(Map.of("i", "2", "r", "b"), chunk(0, 1, 3)));
    try (GrpcStore client = client();
        SeriesSet set = client.select(select(List.of("r"), 1, null), QueryContext.unbounded())) {
      var all = read(set);
      assertThat(all).hasSize(1);
      assertThat(all.get(0).labels().get("i")).isEqualTo("1");
      SeriesRequest sent = requests.take();
      assertThat(sent.getWithoutReplicaLabelsList()).isEmpty();
      assertThat(sent.getLimit()).isZero();
    }
    try (GrpcStore client = client();
        SeriesSet set = client.select(select(List.of("r"), 0, null), QueryContext.unbounded())) {
      var second = read(set).get(1);
      assertThat(second.replicas()).extracting(replica -> replica.name()).containsExactly("a", "b");
    }
    try (GrpcStore client = client()) {
      int found = 0;
      for (int index = 0; index < 2; index++) {
        Shard shard = new Shard(index, 2, true, List.of("i", "r"));
        try (SeriesSet set = client.select(select(List.of(), 0, shard), QueryContext.unbounded())) {
          var part = read(set);
          assertThat(part).allMatch(series -> shard.owns(series.labels()));
          found += part.size();
        }
      }
      assertThat(found).isEqualTo(3);
    }
  }

  @Test
  void anAbleServerThatBreaksItsWordIsAnError() {
    answer(series(Map.of("i", "2")), series(Map.of("i", "1")));
    try (GrpcStore client = client();
        SeriesSet set = client.select(select(List.of(), 0, null), QueryContext.unbounded())) {
      StoreException failure = catchThrowableOfType(StoreException.class, () -> read(set));
      assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
      assertThat(failure).hasMessageContaining("out of order");
    }
  }

  /** What is decided by external labels alone must still match something to Thanos' servers. */
  @Test
  void aMatcherIsLeftForTheSeriesThemselves() throws InterruptedException {
    info =
        able(true).toBuilder()
            .addLabelSets(
                ZLabelSet.newBuilder()
                    .addAllLabels(series(Map.of("cluster", "eu")).getLabelsList()))
            .build();
    Matcher external = Matcher.equal("cluster", "eu");
    try (GrpcStore client = client()) {
      SelectRequest request = SelectRequest.of(0, 1000, List.of(external));
      read(client.select(request, QueryContext.unbounded()));
      assertThat(requests.take().getMatchersList())
          .extracting(LabelMatcher::getName, LabelMatcher::getValue)
          .containsExactly(tuple("cluster", "eu"), tuple("__name__", ".*"));
      read(client.select(request.labelsOnly(0), QueryContext.unbounded()));
      assertThat(requests.take().getMatchers(1).getValue()).isEqualTo(".+");
      Matcher own = Matcher.equal("job", "a");
      read(client.select(request.withMatchers(List.of(external, own)), QueryContext.unbounded()));
      assertThat(requests.take().getMatchersCount()).isEqualTo(2);
    }
  }

  /** Singles and batches in one stream; a series may go on in the next frame. */
  @Test
  void identicalChunksCountOnce() {
    AggrChunk first = chunk(0, 9, 1, 2, 3);
    AggrChunk other = chunk(5, 9, 1, 2, 4);
    answer(series(Map.of("i", "1"), first, other, first));
    frames.add(
        SeriesResponse.newBuilder()
            .setBatch(
                SeriesBatch.newBuilder()
                    .addSeries(series(Map.of("i", "1"), other, chunk(10, 19, 7)))
                    .addSeries(series(Map.of("i", "2"), chunk(0, 9, 1), chunk(10, 19, 1))))
            .build());
    try (GrpcStore client = client();
        SeriesSet set = client.select(select(List.of(), 0, null), QueryContext.unbounded())) {
      var all = read(set);
      assertThat(all).hasSize(2);
      assertThat(all.get(0).chunks()).hasSize(3);
      assertThat(all.get(1).chunks()).hasSize(2);
      assertThat(set.completeness().outcomes().getFirst().stats().chunks()).isEqualTo(5);
    }
  }

  @Test
  void warningsMakeAnAnswerPartial() {
    answer(series(Map.of("i", "1"), chunk(0, 9, 1)));
    frames.add(SeriesResponse.newBuilder().setWarning("one block is ill").build());
    try (GrpcStore client = client();
        SeriesSet set = client.select(select(List.of(), 0, null), QueryContext.unbounded())) {
      assertThat(read(set)).hasSize(1);
      StoreOutcome outcome = set.completeness().outcomes().getFirst();
      assertThat(outcome.status()).isEqualTo(StoreOutcome.Status.PARTIAL);
      assertThat(outcome.reason()).isEqualTo("one block is ill");
    }
  }

  /** What it could not read it tells behind the series, also where there are as many as wanted. */
  @Test
  void aLimitDoesNotHideThatSomethingIsMissing() {
    answer(series(Map.of("i", "1"), chunk(0, 1, 1)), series(Map.of("i", "2"), chunk(0, 1, 2)));
    frames.add(SeriesResponse.newBuilder().setWarning("one store is down").build());
    for (int limit : new int[] {0, 1, 2}) {
      try (GrpcStore client = client();
          SeriesSet set = client.select(select(List.of(), limit, null), QueryContext.unbounded())) {
        assertThat(read(set)).hasSize(limit == 0 ? 2 : limit);
        assertThat(set.completeness().warnings())
            .as("limit %s", limit)
            .containsExactly("store \"far\": one store is down");
      }
    }
  }

  @Test
  void whoSendsFarMoreThanTheLimitIsCutOffAndThatIsNoted() {
    for (int i = 100; i < 300; i++) {
      answer(series(Map.of("i", "" + i), chunk(0, 1, 1)));
    }
    frames.add(SeriesResponse.newBuilder().setWarning("one store is down").build());
    try (GrpcStore client = client();
        SeriesSet set = client.select(select(List.of(), 3, null), QueryContext.unbounded())) {
      assertThat(read(set)).hasSize(3);
      assertThat(set.next()).isNull();
      assertThat(set.completeness().infos())
          .singleElement()
          .asString()
          .contains("did not keep to the limit");
    }
  }

  /** Thanos' proxies look for these very words to tell a limit from a fault. */
  @Test
  void aLimitKeepsTheWordsThatTellIt() {
    end = Status.RESOURCE_EXHAUSTED.withDescription("exceeded series limit");
    try (GrpcStore client = client();
        SeriesSet set = client.select(select(List.of(), 0, null), QueryContext.unbounded())) {
      StoreException failure = catchThrowableOfType(StoreException.class, () -> read(set));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
      assertThat(failure)
          .hasMessage("rpc error: code = ResourceExhausted desc = exceeded series limit");
    }
  }

  @Test
  void theTenantOfAQueryGoesBeforeTheOneConfigured() {
    GrpcStoreConfig config =
        GrpcStoreConfig.of("far", "127.0.0.1:" + server.getPort()).withTenant("standing");
    try (GrpcStore client = new GrpcStore(config)) {
      read(client.select(select(List.of(), 0, null), QueryContext.unbounded()));
      read(
          client.select(
              select(List.of(), 0, null), QueryContext.unbounded().withTenant("of the query")));
      assertThat(tenants).containsExactly("standing", "of the query");
    }
  }
}
