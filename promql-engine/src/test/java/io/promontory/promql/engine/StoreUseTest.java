package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryLimits;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine asks of a store, and what becomes of a store's failures and of limits. */
class StoreUseTest {
  private static final long MINUTE = 60_000;
  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private final Engine engine = engine(Optimisation.ALL);
  private final MemoryStore memory = new MemoryStore("test", Labels.EMPTY);

  StoreUseTest() {
    for (int i = 0; i < 200; i++) {
      for (int k = 0; k <= 10; k++) {
        memory.append(Labels.of("__name__", "m", "i", Integer.toString(i)), k * MINUTE, k);
      }
    }
  }

  private static Engine engine(Set<Optimisation> on) {
    return new Engine(new EngineOptions(FIVE_MINUTES, ONE_MINUTE, FeatureFlags.ALL_SYNTAX, 2, on));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private QueryResult run(Store store, String query, QueryContext context) {
    return engine.run(store, Query.range(query, 0, 10 * MINUTE, MINUTE), context);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m                                          | 700001   | 1600000 | 60000 | 0      |         |       | false
          m offset 1m                                | 640001   | 1540000 | 60000 | 0      |         |       | false
          m @ 30                                     | -269999  | 30000   | 60000 | 0      |         |       | false
          sum by (a, b) (m)                          | 700001   | 1600000 | 60000 | 0      | sum     | a b   | true
          sum without (a) ((m))                      | 700001   | 1600000 | 60000 | 0      | sum     | a     | false
          sum by (a) (rate(m[2m]))                   | 880001   | 1600000 | 60000 | 120000 | rate    |       | false
          abs(m + 1)                                 | 700001   | 1600000 | 60000 | 0      |         |       | false
          -sum(m)                                    | 700001   | 1600000 | 60000 | 0      | sum     |       | true
          max_over_time(rate(m[2m])[10m:30s])        | 280001   | 1600000 | 30000 | 120000 | rate    |       | false
          max_over_time(m[10m:30s] offset 1m)        | 40001    | 1540000 | 30000 | 0      | max_over_time | | false
          m smoothed                                 | 700001   | 1900000 | 60000 | 0      |         |       | false
          rate(m[2m] anchored)                       | 580001   | 1600000 | 60000 | 120000 | rate    |       | false
          rate(m[2m] smoothed offset 1m)             | 520001   | 1840000 | 60000 | 120000 | rate    |       | false
          max_over_time(m[10m:30s] @ 2000)           | 1100001  | 2000000 | 30000 | 0      | max_over_time | | false
          """)
  void asksForWhatItNeedsAndSaysWhatFor(
      String query,
      long min,
      long max,
      long step,
      long range,
      String func,
      String grouping,
      boolean by) {
    RecordingStore store = new RecordingStore(memory);
    try (Engine plain = engine(Set.of())) {
      plain.run(store, Query.range(query, 1_000_000, 1_600_000, MINUTE), QueryContext.unbounded());
    }
    assertThat(store.requests())
        .extracting(
            SelectRequest::minTime,
            SelectRequest::maxTime,
            r -> r.hints().stepMs(),
            r -> r.hints().rangeMs(),
            r -> r.hints().func(),
            r -> String.join(" ", r.hints().grouping()),
            r -> r.hints().by())
        .containsExactly(
            tuple(
                min,
                max,
                step,
                range,
                func == null ? "" : func,
                grouping == null ? "" : grouping,
                by));
    assertThat(store.open).hasValue(0);
  }

  @Test
  void asksForTheInfoSeriesOfTheTargetsItFound() {
    for (String instance : List.of("a:1", "b.1")) {
      Labels target = Labels.of("__name__", "up", "instance", instance, "job", "api");
      memory.append(target, 0, 1);
    }
    RecordingStore store = new RecordingStore(memory);
    engine.run(store, Query.instant("info(up offset 1m, {x!=''})", MINUTE), context());
    engine.run(store, Query.instant("info(down)", MINUTE), context());
    assertThat(store.requests()).hasSize(3);
    SelectRequest request = store.requests().get(1);
    assertThat(request.matchers())
        .extracting(Matcher::toString)
        .containsExactlyInAnyOrder(
            "__name__=\"target_info\"", "x!=\"\"", "instance=~\"a:1|b\\\\.1\"", "job=\"api\"");
    assertThat(request.minTime()).isEqualTo(-5 * MINUTE + 1);
    assertThat(request.maxTime()).isZero();
    assertThat(request.hints().func()).isEqualTo("info");
    assertThat(store.open).hasValue(0);
  }

  private static QueryContext context() {
    return QueryContext.unbounded();
  }

  @Test
  void asksNothingWithoutSelectors() {
    RecordingStore store = new RecordingStore(memory);
    assertThat(run(store, "1 + vector(2)", QueryContext.unbounded()).completeness())
        .isEqualTo(Completeness.NONE_ASKED);
    assertThat(store.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m + m                                     | 1
          sum(m) / count(m > 2)                     | 1
          m{i="7"} / m                              | 1
          m{i="7"} / on () group_right m{i!="7"}    | 2
          m / m offset 1h                           | 2
          sum(rate(m[2m])) / sum(rate(m[9m]))       | 1
          """)
  void readsOnceWhatSeveralSelectorsShare(String query, int reads) {
    RecordingStore store = new RecordingStore(memory);
    QueryBudget budget = new QueryBudget(0, 0);
    run(store, query, new QueryContext(Deadline.NEVER, budget, new Cancellation()));
    assertThat(store.requests).hasSize(reads);
    assertThat(store.open).hasValue(0);
    assertThat(budget.heldMemory()).isZero();
  }

  @Test
  void readsAgainWhereTooMuchWouldWait() {
    RecordingStore store = new RecordingStore(memory);
    QueryBudget budget = new QueryBudget(new QueryLimits(0, 50_000, 0, 0, 0));
    QueryContext context = new QueryContext(Deadline.NEVER, budget, new Cancellation());
    QueryResult result = run(store, "sum(rate(m[2m])) / sum(rate(m[9m]))", context);
    assertThat(store.requests).hasSize(2);
    assertThat(result.completeness().outcomes()).hasSize(2);
    assertThat(budget.heldMemory()).isZero();
  }

  @Test
  void completenessComesFromEachSelector() {
    StoreOutcome partial = StoreOutcome.partial("a", "half of it", StoreStats.ZERO);
    Store store =
        new RecordingStore(memory, set -> SeriesSet.of(List.of(), Completeness.of(partial)));
    assertThat(run(store, "m + m offset 1h", QueryContext.unbounded()).completeness().outcomes())
        .containsExactly(partial, partial);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, UNAVAILABLE",
    "TIMEOUT, TIMEOUT",
    "CANCELED, CANCELED",
    "CORRUPT, UNAVAILABLE"
  })
  void aStreamThatFailsIsAnErrorWithTheStoresName(
      StoreException.Kind kind, QueryException.Kind expected) {
    RecordingStore store = new RecordingStore(memory, set -> failingAfter(100, kind, set));
    assertThatThrownBy(() -> run(store, "sum(m) + sum(m)", QueryContext.unbounded()))
        .hasMessage("store \"eu\": broken pipe")
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(expected));
    assertThat(store.open).hasValue(0);
  }

  private static SeriesSet failingAfter(int series, StoreException.Kind kind, SeriesSet set) {
    return new SeriesSet() {
      private int left = series;

      @Override
      public @Nullable Series next() {
        if (left-- == 0) {
          throw new StoreException("eu", kind, "broken pipe");
        }
        return set.next();
      }

      @Override
      public Completeness completeness() {
        return set.completeness();
      }

      @Override
      public void close() {
        set.close();
      }
    };
  }

  @Test
  void aQueryThatFailsEndsItsOtherReads() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch canceled = new CountDownLatch(1);
    Store store =
        new ForwardingStore(() -> memory, () -> {}) {
          @Override
          public boolean answersAtOnce() {
            return false;
          }

          @Override
          public SeriesSet select(SelectRequest request, QueryContext context) {
            if (request.matchers().contains(Matcher.equal("__name__", "hangs"))) {
              context.cancellation().onCancel(canceled::countDown);
              begun.countDown();
              await(canceled);
              throw new StoreException("eu", StoreException.Kind.CANCELED, "canceled");
            }
            await(begun);
            throw new StoreException("us", StoreException.Kind.UNAVAILABLE, "broken pipe");
          }
        };
    QueryContext context = QueryContext.unbounded();
    assertThatThrownBy(() -> run(store, "hangs / m", context))
        .hasMessage("store \"us\": broken pipe");
    assertThat(canceled.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(context.cancellation().isCanceled()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theDeadlineEndsAnEvaluation() {
    AtomicLong clock = new AtomicLong();
    QueryContext context =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofNanos(50), clock::get));
    RecordingStore store = new RecordingStore(memory, set -> whole(set, () -> clock.set(51)));
    assertThatThrownBy(() -> run(store, "sum(m)", context))
        .hasMessage("query timed out in expression evaluation")
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
    assertThatThrownBy(() -> run(store, "1", context))
        .hasMessage("query timed out in query execution");
  }

  /** All series of a set, and then something happens. */
  private static SeriesSet whole(SeriesSet set, Runnable then) {
    List<Series> series = new ArrayList<>();
    for (Series next = set.next(); next != null; next = set.next()) {
      series.add(next);
    }
    then.run();
    return SeriesSet.of(series, set.completeness());
  }

  @Test
  void cancellationEndsAnEvaluation() {
    QueryContext context = QueryContext.unbounded();
    RecordingStore store =
        new RecordingStore(memory, set -> whole(set, context.cancellation()::cancel));
    assertThatThrownBy(() -> run(store, "sum(m)", context))
        .hasMessage("query was canceled in expression evaluation")
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
    assertThat(store.open).hasValue(0);
  }

  @Test
  void holdingTooManySamplesIsAnError() {
    QueryBudget budget = new QueryBudget(1_000, 0);
    QueryContext context = new QueryContext(Deadline.NEVER, budget, new Cancellation());
    assertThatThrownBy(() -> run(memory, "m", context))
        .hasMessage("query processing would load too many samples into memory in query execution")
        .isInstanceOf(QueryException.class);
    assertThat(budget.heldSamples()).isZero();
    assertThatThrownBy(() -> run(memory, "max_over_time(vector(1)[10y:1ms])", context))
        .hasMessage("query processing would load too many samples into memory in query execution");
  }

  @Test
  void whatStreamsThroughIsNotHeld() {
    QueryBudget budget = new QueryBudget(100, 0);
    QueryContext context = new QueryContext(Deadline.NEVER, budget, new Cancellation());
    QueryResult result = run(memory, "sum(rate(m[3m]))", context);
    assertThat(result.stats().samplesRead()).isEqualTo(200 * 11);
    assertThat(result.stats().totalQueryableSamples()).isEqualTo(200 * (1 + 2 + 3 * 9));
    assertThat(result.stats().peakSamples()).isBetween(11L, 100L);
    assertThat(budget.heldSamples()).isZero();
  }
}
