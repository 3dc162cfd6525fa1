package io.promontory.frontend.federation.steady;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An endpoint with one series that does what it is told next; otherwise it is well. */
final class Endpoint implements Store {
  static final StoreException REFUSED =
      new StoreException("eu", StoreException.Kind.UNAVAILABLE, "connection refused")
          .worthRetryAfter(Duration.ZERO);
  static final StoreException BROKEN =
      new StoreException("eu", StoreException.Kind.UNAVAILABLE, "the connection broke");

  private static final Series UP = Series.of(Labels.of("__name__", "up"), List.of());

  /** One for each call to come: a failure to throw at once. */
  final Queue<RuntimeException> next = new ConcurrentLinkedQueue<>();

  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();

  /** Where set, calls wait for it. */
  volatile @Nullable CountDownLatch held;

  /** Where set, thrown after the first series. */
  volatile @Nullable RuntimeException middle;

  private void call() {
    calls.incrementAndGet();
    CountDownLatch wait = held;
    if (wait != null) {
      try {
        wait.await();
      } catch (InterruptedException e) {
        throw new StoreException("eu", StoreException.Kind.CANCELED, "interrupted", e);
      }
    }
    RuntimeException failure = next.poll();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("eu", List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Set.of());
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Deque<Series> left = new ArrayDeque<>(List.of(UP));
    return new SeriesSet() {
      private boolean asked;

      @Override
      public @Nullable Series next() {
        if (!asked) {
          asked = true;
          call();
        }
        RuntimeException failure = middle;
        if (left.isEmpty() && failure != null) {
          throw failure;
        }
        return left.poll();
      }

      @Override
      public Completeness completeness() {
        return Completeness.of(StoreOutcome.whole("eu", StoreStats.ZERO));
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    };
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    call();
    return new LabelsResult(List.of("__name__"), Completeness.NONE_ASKED);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    call();
    return new LabelsResult(List.of("up"), Completeness.NONE_ASKED);
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return List.of(
        new StorePart(
            "eu",
            List.of(),
            Labels.EMPTY,
            Set.of(),
            (query, own) -> {
              call();
              return new PartAnswer(List.of(), List.of(), List.of(), Completeness.NONE_ASKED);
            }));
  }
}
