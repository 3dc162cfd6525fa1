package io.promontory.rules.backtest;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.engine.QueryFunction;
import io.promontory.promql.print.Printer;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.RuleTask;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.file.Rule;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.rules.group.GroupTerms;
import io.promontory.rules.group.LiveGroup;
import io.promontory.rules.group.RuleMetrics;
import io.promontory.rules.group.Slots;
import io.promontory.rules.group.Surroundings;
import io.promontory.series.store.QueryContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One group on its way through the past. */
final class GroupRun {
  private static final int MOST_EPISODES = 10_000;
  private static final long MOST_FAILURES = 1_000;

  /**
   * What all groups share.
   *
   * @param overRecorded answers over the stores with what tested rules record
   * @param overStores answers over the stores as they are
   * @param contexts of the queries of a group
   */
  record Setting(
      BacktestRequest request,
      RecordedNames names,
      QueryFunction overRecorded,
      QueryFunction overStores,
      Function<GroupTerms, Supplier<QueryContext>> contexts,
      SampleSink sink,
      ExecutorService workers) {}

  private final GroupDefinition definition;
  private final RangeAnswers answers;
  private final LiveGroup group;
  private final List<RuleRun> rules = new ArrayList<>();
  private final Map<AlertingRule, EpisodeRecorder> recorders = new IdentityHashMap<>();
  private final Setting setting;
  private Instant slot;

  GroupRun(GroupDefinition definition, Instant start, Setting setting) {
    this.definition = definition;
    this.setting = setting;
    GroupTerms terms = definition.terms();
    this.slot = new Slots(definition.key(), terms.interval()).before(start);
    Instant to = setting.request.to();
    this.answers =
        new RangeAnswers(
            queries(setting.overRecorded),
            ranged(definition, setting.names),
            terms.interval().toMillis(),
            to.minus(terms.queryOffset()).toEpochMilli());
    Surroundings surroundings =
        new Surroundings(
            any -> answers,
            setting.sink,
            this::evaluated,
            null,
            RuleMetrics.NONE,
            InstantSource.fixed(to),
            () -> 0,
            setting.workers);
    this.group = LiveGroup.of(definition, surroundings);
    for (RuleTask task : group.tasks()) {
      if (task.rule() instanceof AlertingRule alerting) {
        EpisodeRecorder recorder = new EpisodeRecorder(setting.request.from(), MOST_EPISODES);
        recorders.put(alerting, recorder);
        rules.add(new RuleRun(task, recorder));
      }
    }
  }

  private void evaluated(AlertingRule rule, Instant at, Duration interval) {
    EpisodeRecorder recorder = recorders.get(rule);
    if (recorder != null) {
      recorder.evaluated(rule, at, interval);
    }
  }

  Instant slot() {
    return slot;
  }

  long slotsUntil(Instant to) {
    return Duration.between(slot, to).dividedBy(definition.terms().interval()) + 1;
  }

  void advance() {
    slot = slot.plus(definition.terms().interval());
  }

  void evaluate() throws BacktestException {
    group.evaluate(slot);
    RangeAnswers.Broken broken = answers.broken();
    if (broken != null) {
      throw new BacktestException(
          "group %s at %s: %s: %s"
              .formatted(
                  definition.key(), slot, broken.expression(), broken.failure().getMessage()),
          broken.failure());
    }
    boolean counts = !slot.isBefore(setting.request.from());
    for (RuleRun rule : rules) {
      rule.note(counts);
      if (rule.failures() > MOST_FAILURES) {
        throw new BacktestException(
            "rule %s of group %s fails over and over, at %s: %s"
                .formatted(rule.name(), definition.key(), slot, rule.lastError()));
      }
    }
  }

  void addResults(List<TestedRule> results) throws BacktestException {
    PastAlerts past =
        new PastAlerts(queries(setting.overStores), definition.terms().interval().toMillis());
    for (RuleRun rule : rules) {
      try {
        List<FiredBefore> before =
            setting.request.comparing()
                ? past.of(
                    rule.name(),
                    setting.request.from().toEpochMilli(),
                    setting.request.to().toEpochMilli())
                : List.of();
        results.add(rule.result(definition, before));
      } catch (RuleFailure e) {
        throw new BacktestException(
            "when alert " + rule.name() + " did fire cannot be told: " + e.getMessage(), e);
      }
    }
  }

  private EngineVectorQuery queries(QueryFunction engine) {
    GroupTerms terms = definition.terms();
    return new EngineVectorQuery(engine, setting.contexts.apply(terms), terms.strictness());
  }

  void addWarnings(Set<String> warnings) {
    for (Rule rule : definition.written().rules()) {
      if (setting.names.mayBeMeantBy(rule.expr())) {
        warnings.add(
            "rule "
                + rule.name()
                + " reads series without saying their name: of those that these files record it"
                + " sees what the stores hold");
      }
    }
    for (RuleRun rule : rules) {
      if (rule.dropped() > 0) {
        warnings.add(
            "alert %s would have fired %d times more than the %d shown"
                .formatted(rule.name(), rule.dropped(), MOST_EPISODES));
      }
    }
  }

  private static Set<String> ranged(GroupDefinition group, RecordedNames names) {
    return group.written().rules().stream()
        .map(Rule::expr)
        .filter(expr -> !names.areReadBy(expr) && !Reach.dependsOnRange(expr))
        .map((Expr expr) -> Printer.print(expr))
        .collect(Collectors.toSet());
  }
}
