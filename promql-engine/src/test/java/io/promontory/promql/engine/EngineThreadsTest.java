package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.promql.FeatureFlags;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Store;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which threads queries run, and how soon they give them up. */
@Timeout(30)
class EngineThreadsTest {
  private static final Query INSTANT = Query.instant("sum(m)", 60_000);

  private final Engine engine =
      new Engine(
          new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, 2));

  @AfterEach
  void close() {
    engine.close();
  }

  /** One that computes there would hold up all others of its kind. */
  @Test
  void aVirtualThreadLeavesItsQueryToAPlatformThread() throws Exception {
    FutureTask<Boolean> ofVirtual = new FutureTask<>(() -> ranOnVirtual());
    Thread.ofVirtual().start(ofVirtual);
    assertThat(ofVirtual.get()).isFalse();
    assertThat(ranOnVirtual()).isFalse();
  }

  private boolean ranOnVirtual() {
    boolean[] virtual = new boolean[1];
    engine.run(
        planned(() -> virtual[0] = Thread.currentThread().isVirtual()),
        INSTANT,
        QueryContext.unbounded());
    return virtual[0];
  }

  /** A store that runs something while a query over it is planned. */
  private static Store planned(Runnable during) {
    MemoryStore data = new MemoryStore("m", Labels.EMPTY);
    data.append(Labels.of("__name__", "m"), 60_000, 1);
    Supplier<Store> target = () -> data;
    return new ForwardingStore(target, data::close) {
      @Override
      public List<StorePart> parts(SelectRequest request, QueryContext context) {
        during.run();
        return List.of();
      }
    };
  }

  @Test
  void anInterruptReachesTheQueryAndNoOtherThatComesAfterIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Store hanging =
        planned(
            () -> {
              begun.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
              }
            });
    FutureTask<Boolean> interrupted =
        new FutureTask<>(
            () -> {
              assertThatExceptionOfType(IllegalStateException.class)
                  .isThrownBy(() -> engine.run(hanging, INSTANT, QueryContext.unbounded()));
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = Thread.ofVirtual().start(interrupted);
    begun.await();
    thread.interrupt();
    assertThat(interrupted.get()).isTrue();
    FutureTask<Boolean> next = new FutureTask<>(() -> ranOnVirtual());
    Thread.ofVirtual().start(next);
    assertThat(next.get()).isFalse();
  }

  /** The clock of its deadline moves by one each time it is looked at. */
  @Test
  void oneSeriesOfManyStepsIsEndedInItsMidst() throws ExecutionException {
    MemoryStore data = new MemoryStore("m", Labels.EMPTY);
    for (long time = 0; time <= 600_000; time += 1000) {
      data.append(Labels.of("__name__", "m"), time + time % 7, 1);
    }
    AtomicLong clock = new AtomicLong();
    QueryContext context =
        QueryContext.unbounded()
            .withDeadline(Deadline.after(Duration.ofNanos(60), clock::incrementAndGet));
    Query query = Query.range("quantile_over_time(0.5, m[5m])", 0, 600_000, 60);
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> engine.run(data, query, context))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
  }
}
