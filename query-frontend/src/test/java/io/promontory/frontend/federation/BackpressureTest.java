package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
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
import io.promontory.series.store.StoreInfo;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader that stops, stops everything behind it: little is read ahead, and nothing piles up. */
@Timeout(60)
class BackpressureTest {
  private static final SelectRequest ALL =
      SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "m")));

  /** A store of series without end, 10 kB each, that counts those it has given. */
  private record Endless(String name, AtomicInteger given) implements Store {
    private static final byte[] PAYLOAD = new byte[10_000];

    @Override
    public StoreInfo info() {
      return new StoreInfo(name, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Set.of());
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      return new SeriesSet() {
        @Override
        public Series next() {
          String number = "%09d".formatted(given.incrementAndGet());
          Labels labels = Labels.of("__name__", "m", "i", number, "store", name);
          return Series.of(labels, List.of(Chunk.of(Encoding.XOR, 0, 1, PAYLOAD)));
        }

        @Override
        public Completeness completeness() {
          return Completeness.NONE_ASKED;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return new LabelsResult(List.of(), Completeness.NONE_ASKED);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return new LabelsResult(List.of(), Completeness.NONE_ASKED);
    }
  }

  private static FederatedStore over(AtomicInteger given) {
    Duration timeout = Duration.ofMinutes(1);
    return new FederatedStore(
        List.of(
            new Member(new Endless("a", given), true, timeout),
            new Member(new Endless("b", given), true, timeout)),
        CallObserver.NONE);
  }

  @Test
  void storesWaitForTheReader() throws Exception {
    AtomicInteger given = new AtomicInteger();
    try (FederatedStore store = over(given);
        SeriesSet set = store.select(ALL, QueryContext.unbounded())) {
      assertThat(set.next()).isNotNull();
      assertThat(settled(given)).isLessThan(200);
    }
    settled(given);
  }

  @Test
  void alsoWhereTheReaderIsAClientOfTheGrpcPort() throws Exception {
    AtomicInteger given = new AtomicInteger();
    try (FederatedStore store = over(given);
        StoreGrpcServer server =
            StoreGrpcServer.start(store.handingOn(), GrpcServerConfig.plain("127.0.0.1", 0));
        GrpcStore client = new GrpcStore(GrpcStoreConfig.of("far", "127.0.0.1:" + server.port()));
        SeriesSet set = client.select(ALL, QueryContext.unbounded())) {
      assertThat(set.next()).isNotNull();
      assertThat(settled(given)).as("10 kB each").isLessThan(4_000);
    }
    settled(given);
  }

  /** The count once it has not grown for 300 ms. */
  private static int settled(AtomicInteger given) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    int before = -1;
    int now = given.get();
    while (now != before) {
      before = now;
      assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
      now = given.get();
    }
    return now;
  }
}
