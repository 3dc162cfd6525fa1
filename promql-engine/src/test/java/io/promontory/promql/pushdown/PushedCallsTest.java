package io.promontory.promql.pushdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.promql.engine.AnswerText;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers of those who evaluate: how they count, how they fail, and when they are not taken. */
class PushedCallsTest {
  private static final Engine ON = Shards.engine(Optimisation.ALL);
  private static final Engine OFF = Shards.engine(Set.of());
  private static final MemoryStore SAMPLES = samples();
  private static final Query QUERY =
      Query.range("sum by (i) (m offset 1m)", 60_000, 120_000, 30_000);
  private static final StoreOutcome WHOLE =
      StoreOutcome.whole("eu", new StoreStats(1, 0, 30).withSamples(3));

  @AfterAll
  static void close() {
    ON.close();
    OFF.close();
  }

  private static MemoryStore samples() {
    MemoryStore store = new MemoryStore("samples", Labels.EMPTY);
    for (int i = 0; i < 5; i++) {
      for (int k = 0; k < 10; k++) {
        store.append(Labels.of("__name__", "m", "i", "" + i), k * 15_000L, k + i);
      }
    }
    return store;
  }

  private static StepSeries series(String label, long... times) {
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      values[i] = 100 + i;
    }
    return new StepSeries(Labels.of("i", label), times, values, null, times.length);
  }

  private static PartAnswer answer(StepSeries... series) {
    return new PartAnswer(List.of(series), List.of(), List.of(), Completeness.of(WHOLE));
  }

  private static String run(Engine engine, Store store) {
    return AnswerText.of(() -> engine.run(store, QUERY, QueryContext.unbounded()));
  }

  private static Store answering(StorePart.Evaluation answer) {
    return new AnsweringStore(SAMPLES, answer);
  }

  private static StoreException failure(StoreException.Kind kind) {
    return new StoreException("eu", kind, "so it is");
  }

  @Test
  void anAnswerIsTakenAsItIs() {
    Store store =
        answering((query, context) -> answer(series("b", 120_000), series("a", 60_000, 90_000)));
    QueryBudget budget = new QueryBudget(1_000, 0);
    QueryResult result =
        ON.run(store, QUERY, new QueryContext(Deadline.NEVER, budget, new Cancellation()));
    assertThat(AnswerText.of(() -> result))
        .isEqualTo(
            "{i=\"a\"} 4059000000000000@60000 4059400000000000@90000\n"
                + "{i=\"b\"} 4059000000000000@120000\n[]\n[]");
    assertThat(result.completeness().outcomes()).containsExactly(WHOLE);
    assertThat(result.stats().samplesRead()).isEqualTo(3);
    assertThat(result.stats().totalQueryableSamples()).isEqualTo(3);
    assertThat(budget.heldSamples()).isZero();
  }

  @Test
  void whoRefusesIsReadInstead() {
    Store store =
        answering(
            (query, context) -> {
              throw failure(StoreException.Kind.UNSUPPORTED);
            });
    assertThat(run(ON, store)).isEqualTo(run(OFF, store)).contains("@");
    QueryResult result = ON.run(store, QUERY, QueryContext.unbounded());
    assertThat(result.completeness().outcomes())
        .extracting(StoreOutcome::store)
        .contains("samples");
    assertThat(result.stats().samplesRead()).isEqualTo(5 * 3);
  }

  /** A server that shifts times to a grid of its own has not answered the question. */
  @ParameterizedTest
  @CsvSource({"60001", "30000", "150000", "60000000000"})
  void timesThatNobodyAskedForAreNotTaken(long time) {
    Store store = answering((query, context) -> answer(series("a", time)));
    assertThat(run(ON, store)).isEqualTo(run(OFF, store)).contains("@");
  }

  @Test
  void timesInDisorderAndLabelsThatComeTwiceAreNotTaken() {
    Store disorder = answering((query, context) -> answer(series("a", 90_000, 60_000)));
    Store twice = answering((query, context) -> answer(series("a", 60_000), series("a", 90_000)));
    assertThat(run(ON, disorder)).isEqualTo(run(OFF, disorder));
    assertThat(run(ON, twice)).isEqualTo(run(OFF, twice));
  }

  /** Say, that a storage behind the server did not answer. */
  @Test
  void anAnswerWithAWarningOfAnotherKindIsNotTaken() {
    Store store =
        answering(
            (query, context) ->
                new PartAnswer(
                    List.of(series("a", 60_000)),
                    List.of("remote storage: connection refused"),
                    List.of(),
                    Completeness.of(WHOLE)));
    assertThat(run(ON, store)).isEqualTo(run(OFF, store)).contains("@");
  }

  @Test
  void otherInfosAreToldOfTheStore() {
    Store store =
        answering(
            (query, context) ->
                new PartAnswer(
                    List.of(series("a", 60_000)),
                    List.of(),
                    List.of("3 more info annotations omitted"),
                    Completeness.of(WHOLE)));
    assertThat(ON.run(store, QUERY, QueryContext.unbounded()).completeness().infos())
        .containsExactly("store \"eu\": 3 more info annotations omitted");
  }

  @Test
  void whatIsMissingIsTold() {
    StoreOutcome failed = StoreOutcome.failed("eu", "no route");
    StoreOutcome left = StoreOutcome.notAsked("us", "its labels do not match");
    Store store =
        answering(
            (query, context) ->
                new PartAnswer(
                    List.of(), List.of(), List.of(), new Completeness(List.of(failed, left))));
    assertThat(ON.run(store, QUERY, QueryContext.unbounded()).completeness().outcomes())
        .containsExactly(failed, left);
  }

  @ParameterizedTest
  @EnumSource(
      value = StoreException.Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNSUPPORTED"})
  void whoFailsFailsTheQuery(StoreException.Kind kind) {
    Store store =
        answering(
            (query, context) -> {
              throw failure(kind);
            });
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> ON.run(store, QUERY, QueryContext.unbounded()))
        .withMessage("store \"eu\": so it is");
  }

  @Test
  void resultsCountInTheBudget() {
    QueryBudget budget = new QueryBudget(10, 0);
    QueryContext context = new QueryContext(Deadline.NEVER, budget, new Cancellation());
    StepSeries[] many = new StepSeries[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = series("s" + i, 60_000);
    }
    Store store = answering((query, own) -> answer(many));
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> ON.run(store, QUERY, context))
        .withMessageContaining("too many samples");
    assertThat(budget.heldSamples()).isZero();
  }

  @Test
  void cancellingTheQueryCancelsTheCall() {
    QueryContext context = QueryContext.unbounded();
    Store store =
        answering(
            (query, own) -> {
              CountDownLatch canceled = new CountDownLatch(1);
              try (var unused = own.cancellation().onCancel(canceled::countDown)) {
                context.cancellation().cancel();
                canceled.await();
                throw failure(StoreException.Kind.CANCELED);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> ON.run(store, QUERY, context))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.CANCELED));
  }

  /** Each is on its way before the first is waited for. */
  @Test
  void allPartsAndAllPlacesAreAskedSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    Store store =
        answering(
            (query, own) -> {
              both.countDown();
              try {
                both.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return answer(series("a", 60_000));
            });
    Query query = Query.range("sum by (i) (m) / max by (i) (m)", 60_000, 120_000, 30_000);
    assertThat(AnswerText.of(() -> ON.run(store, query, QueryContext.unbounded())))
        .isEqualTo("{i=\"a\"} 3ff0000000000000@60000\n[]\n[]");
  }

  @Test
  void equalPlacesAreAskedOnce() {
    List<PartQuery> asked = new CopyOnWriteArrayList<>();
    Store store =
        answering(
            (query, own) -> {
              asked.add(query);
              return answer(series("a", 60_000));
            });
    Query query = Query.range("sum by (i) (m) - sum by(i) ((m))", 60_000, 120_000, 30_000);
    assertThat(AnswerText.of(() -> ON.run(store, query, QueryContext.unbounded()))).contains("@");
    assertThat(asked).hasSize(1);
  }
}
