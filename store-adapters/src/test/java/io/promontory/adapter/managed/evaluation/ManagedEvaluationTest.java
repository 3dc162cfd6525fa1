package io.promontory.adapter.managed.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Authority;
import io.promontory.series.store.Density;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StorePart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service is asked again, and what its dialect lets it evaluate. */
class ManagedEvaluationTest {
  private static final long MINUTE = 60_000;
  private static final Labels DC = Labels.of("dc", "a");

  /** Evaluates any expression to the time of its steps, and bills ten samples for each. */
  private static final class Service implements Questions, Samples {
    private final List<String> asked = new ArrayList<>();
    private List<String> remarks = List.of();
    private Function<String, Double> constants = expression -> 2.0;
    private boolean metricsQl;
    private boolean ownLabel;
    private boolean narrow = true;
    private long closed = Long.MAX_VALUE / 2;
    private long now = 100 * MINUTE;

    @Override
    public Answered ask(PartQuery query, StepTable table, QueryContext context) {
      if (query.expression().contains(" default ") && !metricsQl) {
        throw new StoreException("amp", StoreException.Kind.UNSUPPORTED, "parse error");
      }
      boolean constant = query.expression().contains("vector");
      if (!constant) {
        asked.add(query.startMs() / MINUTE + "-" + query.endMs() / MINUTE);
      }
      for (long time = query.startMs(); time <= query.endMs(); time += query.stepMs()) {
        table
            .column(Labels.of("i", "0"))
            .add(time, constant ? constants.apply(query.expression()) : time);
      }
      return new Answered(remarks, List.of(), 100, 10 * query.steps(), 0);
    }

    @Override
    public boolean maySelect(List<Matcher> matchers) {
      return narrow;
    }

    @Override
    public boolean hasLabel(String name, QueryContext context) {
      return ownLabel;
    }

    @Override
    public long missingMs(SelectRequest request) {
      return 1_000;
    }

    @Override
    public Density density(List<Matcher> matchers) {
      return new Density(3, 15_000, true);
    }

    @Override
    public long closedUntilMs() {
      return closed;
    }
  }

  private final Service service = new Service();

  private ManagedEvaluation evaluation(Pushdown pushdown, long maxKept) {
    return new ManagedEvaluation(
        new ManagedEvaluation.Options("amp", DC, pushdown, maxKept),
        service,
        service,
        () -> Instant.ofEpochMilli(service.now),
        () -> service.now * 1_000_000);
  }

  private static SelectRequest request() {
    return SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "x")));
  }

  private static StorePart part(ManagedEvaluation evaluation) {
    return evaluation.parts(request()).getFirst();
  }

  private static PartQuery query(long fromMinute, long toMinute, long aheadMs) {
    return new PartQuery("x", fromMinute * MINUTE, toMinute * MINUTE, MINUTE, 300_000, aheadMs);
  }

  private PartAnswer ask(StorePart part, PartQuery query) {
    service.asked.clear();
    PartAnswer answer = part.evaluate(query, QueryContext.unbounded());
    StepSeries only = answer.series().getFirst();
    assertThat(only.size()).isEqualTo((int) query.steps());
    for (int i = 0; i < only.size(); i++) {
      assertThat(only.timestamps()[i]).isEqualTo(query.startMs() + i * query.stepMs());
      assertThat(only.values()[i]).isEqualTo(only.timestamps()[i]);
    }
    return answer;
  }

  @Test
  void aRefreshAsksForWhatIsNew() {
    StorePart part = part(evaluation(Pushdown.ALWAYS, 10_000));
    service.closed = 55 * MINUTE;
    assertThat(part.billing().evaluatedSteps(query(0, 60, 0))).isEqualTo(61);
    PartAnswer first = ask(part, query(0, 60, 0));
    assertThat(service.asked).containsExactly("0-60");
    assertThat(first.completeness().outcomes().getFirst().stats().billed()).isEqualTo(610);
    assertThat(part.billing().evaluatedSteps(query(1, 61, 0))).isEqualTo(6);
    PartAnswer second = ask(part, query(1, 61, 0));
    assertThat(service.asked).containsExactly("56-61");
    assertThat(second.completeness().outcomes().getFirst().stats().billed()).isEqualTo(60);
    ask(part, query(10, 20, 0));
    assertThat(service.asked).isEmpty();
    ask(part, query(0, 20, 0));
    assertThat(service.asked).as("the earlier steps are kept too").isEmpty();
  }

  @Test
  void onlyTheSameStepsOfTheSameExpressionAreKept() {
    StorePart part = part(evaluation(Pushdown.ALWAYS, 10_000));
    ask(part, query(0, 60, 0));
    PartQuery query = query(0, 60, 0);
    ask(part, new PartQuery("y", query.startMs(), query.endMs(), MINUTE, 300_000, 0));
    assertThat(service.asked).hasSize(1);
    ask(part, new PartQuery("x", query.startMs(), query.endMs(), 2 * MINUTE, 300_000, 0));
    assertThat(service.asked).hasSize(1);
    ask(part, new PartQuery("x", query.startMs() + 1, query.endMs(), MINUTE, 300_000, 0));
    assertThat(service.asked).hasSize(1);
  }

  @Test
  void whatLooksAheadIsKeptWhenThatIsClosedAndWhatLooksAnywhereNever() {
    StorePart part = part(evaluation(Pushdown.ALWAYS, 10_000));
    service.closed = 55 * MINUTE;
    ask(part, query(0, 60, 10 * MINUTE));
    ask(part, query(0, 60, 10 * MINUTE));
    assertThat(service.asked).containsExactly("46-60");
    StorePart other = part(evaluation(Pushdown.ALWAYS, 10_000));
    ask(other, query(0, 60, PartQuery.ANYWHERE));
    ask(other, query(0, 60, PartQuery.ANYWHERE));
    assertThat(service.asked).containsExactly("0-60");
  }

  @Test
  void nothingIsKeptWhereSomethingIsMissingOrAfterAnHour() {
    StorePart part = part(evaluation(Pushdown.ALWAYS, 10_000));
    service.remarks = List.of("a shard did not answer");
    assertThat(ask(part, query(0, 9, 0)).completeness().isWhole()).isFalse();
    service.remarks = List.of("PromQL info: that is odd (1:1)");
    assertThat(ask(part, query(0, 9, 0)).infos()).hasSize(1);
    assertThat(service.asked).hasSize(1);
    service.remarks = List.of();
    assertThat(ask(part, query(0, 9, 0)).infos()).as("told again").hasSize(1);
    assertThat(service.asked).isEmpty();
    service.now += Duration.ofMinutes(61).toMillis();
    ask(part, query(0, 9, 0));
    assertThat(service.asked).containsExactly("0-9");
  }

  @Test
  void keptValuesStayWithinTheirBudget() {
    StorePart part = part(evaluation(Pushdown.ALWAYS, 300));
    ask(part, query(0, 100, 0));
    ask(part, query(0, 100, 0));
    assertThat(service.asked).as("too large to keep").hasSize(1);
    for (int i = 0; i < 6; i++) {
      long from = i * MINUTE;
      ask(part, new PartQuery("x" + i, from, from + 9 * MINUTE, MINUTE, 300_000, 0));
    }
    ask(part, new PartQuery("x0", 0, 9 * MINUTE, MINUTE, 300_000, 0));
    assertThat(service.asked).as("gone first").hasSize(1);
    ask(part, new PartQuery("x5", 5 * MINUTE, 14 * MINUTE, MINUTE, 300_000, 0));
    assertThat(service.asked).isEmpty();
  }

  @Test
  void anotherLookBackIsNotTheServices() {
    StorePart part = part(evaluation(Pushdown.ALWAYS, 0));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () -> part.evaluate(new PartQuery("x", 0, 0, 1, 60_000), QueryContext.unbounded()))
        .matches(e -> e.kind() == StoreException.Kind.UNSUPPORTED)
        .withMessageContaining("looks back 5m");
  }

  @ParameterizedTest
  @CsvSource({
    "2, false, false, PROMETHEUS_3",
    "3, false, false, PROMETHEUS_2",
    "2, true, false, OTHER",
    "2, false, true, OTHER",
    "7, false, false, OTHER"
  })
  void theDialectShows(double inWindow, boolean metricsQl, boolean ownLabel, Dialect expected) {
    service.constants = expression -> inWindow;
    service.metricsQl = metricsQl;
    service.ownLabel = ownLabel;
    DialectProbe probe =
        new DialectProbe("amp", service, DC, service::hasLabel, () -> Instant.ofEpochMilli(90_001));
    assertThat(probe.read(QueryContext.unbounded())).isEqualTo(expected);
    assertThat(service.asked).as("expressions with series").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2, PromQL of Prometheus 3, STORE",
    "3, PromQL of Prometheus 2, STORE_WITHOUT_WINDOWS"
  })
  void theDialectDecidesWhatIsLeftToTheService(double inWindow, String text, Authority authority) {
    service.constants = expression -> inWindow;
    ManagedEvaluation evaluation = evaluation(Pushdown.AUTO, 0);
    assertThat(evaluation.evaluator()).as("nobody has asked yet").isEmpty();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !evaluation.parts(request()).isEmpty());
    assertThat(evaluation.evaluator()).isEqualTo(text);
    assertThat(part(evaluation).authority()).isEqualTo(authority);
    assertThat(part(evaluation).hidden()).isEqualTo(DC);
  }

  @Test
  void nothingIsOfferedOfWhatIsNotToBeSent() {
    assertThat(evaluation(Pushdown.NEVER, 0).parts(request())).isEmpty();
    assertThat(evaluation(Pushdown.ALWAYS, 0).parts(request().labelsOnly(1))).isEmpty();
    service.narrow = false;
    assertThat(evaluation(Pushdown.ALWAYS, 0).parts(request())).isEmpty();
  }

  @Test
  void densitiesAreOfWhatWasReadLast() {
    Densities densities = new Densities();
    assertThat(densities.of("x")).isEqualTo(Density.GUESS);
    densities.observe("x", 4, 4 * 60, 3_600_000);
    assertThat(densities.of("x")).isEqualTo(new Density(4, 60_000, true));
    densities.observe("x", 0, 0, 3_600_000);
    densities.observe("x", 3, 3, 3_600_000);
    assertThat(densities.of("x").series()).isEqualTo(4);
  }
}
