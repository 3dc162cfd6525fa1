package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Capability;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that hang and clients that are slow or go away. */
@Timeout(120)
class GrpcStoreFaultTest {
  private final EndlessStore endless = new EndlessStore();
  private final StoreGrpcServer server =
      StoreGrpcServer.start(endless, GrpcServerConfig.plain("127.0.0.1", 0));

  /** Gives so many large series, then hangs until its query is cancelled. */
  private static final class EndlessStore implements Store {
    private final AtomicInteger given = new AtomicInteger();
    private final CountDownLatch canceled = new CountDownLatch(1);
    private volatile int beforeHanging = Integer.MAX_VALUE;

    @Override
    public StoreInfo info() {
      return new StoreInfo(
          "endless",
          List.of(),
          0,
          Long.MAX_VALUE,
          Set.of(Capability.SHARDING, Capability.WITHOUT_REPLICA_LABELS));
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      var registration = context.cancellation().onCancel(canceled::countDown);
      return new SeriesSet() {
        @Override
        public @Nullable Series next() {
          if (given.get() >= beforeHanging) {
            try {
              assertThat(canceled.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            context.checkAlive("endless");
          }
          int i = given.getAndIncrement();
          Chunk chunk = Chunk.of(Encoding.XOR, 0, 0, new byte[100_000]);
          return Series.of(Labels.of("__name__", "m", "i", "%09d".formatted(i)), List.of(chunk));
        }

        @Override
        public Completeness completeness() {
          return Completeness.NONE_ASKED;
        }

        @Override
        public void close() {
          registration.close();
        }
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

  @AfterEach
  void stop() {
    server.close();
  }

  private GrpcStore client(Duration timeout) {
    return new GrpcStore(
        GrpcStoreConfig.of("far", "127.0.0.1:" + server.port()).withTimeout(timeout));
  }

  private static SelectRequest select() {
    return SelectRequest.of(0, 1000, List.of(Matcher.equal("__name__", "m")));
  }

  @Test
  void aServerThatHangsTimesOutAndIsToldToStop() throws Exception {
    endless.beforeHanging = 3;
    try (GrpcStore client = client(Duration.ofSeconds(2));
        SeriesSet set = client.select(select(), QueryContext.unbounded())) {
      StoreException failure = catchThrowableOfType(StoreException.class, () -> drain(set));
      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure.store()).isEqualTo("far");
    }
    assertThat(endless.canceled.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancellingAQueryEndsItsWait() {
    endless.beforeHanging = 0;
    QueryContext context = QueryContext.unbounded();
    try (GrpcStore client = client(Duration.ofMinutes(5));
        SeriesSet set = client.select(select(), context)) {
      Thread.ofVirtual().start(() -> context.cancellation().cancel());
      StoreException failure = catchThrowableOfType(StoreException.class, () -> drain(set));
      assertThat(failure.kind()).isEqualTo(Kind.CANCELED);
    }
  }

  /** What is ahead of a reader that stops is bounded; one that leaves stops the server. */
  @Test
  void aSlowReaderHoldsTheServerBack() throws Exception {
    try (GrpcStore client = client(Duration.ofMinutes(5))) {
      try (SeriesSet set = client.select(select(), QueryContext.unbounded())) {
        assertThat(set.next()).isNotNull();
        AtomicInteger last = new AtomicInteger(-1);
        Awaitility.await("the server to stop giving")
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(500))
            .until(() -> last.getAndSet(endless.given.get()) == endless.given.get());
        assertThat(endless.given.get()).isLessThan(1_000);
      }
      assertThat(endless.canceled.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void drain(SeriesSet set) {
    while (set.next() != null) {
      // Only the end matters.
    }
  }
}
