package io.promontory.rules.unittest;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.parse.ParseException;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.MemorySink;
import io.promontory.rules.eval.RuleTask;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.file.RuleFile;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.rules.group.LiveGroup;
import io.promontory.rules.group.RuleMetrics;
import io.promontory.rules.group.Surroundings;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.text.GoDurations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One test: its series come into a store in memory as its time goes on, at each evaluation interval
 * all groups are evaluated in order, and what is expected is compared.
 */
public final class TestRun {
  private final TestFile file;
  private final TestFile.Case test;
  private final TestOptions options;
  private final MemoryStore store = new MemoryStore("test", Labels.EMPTY);
  private final List<String> failures = new ArrayList<>();

  private TestRun(TestFile file, TestFile.Case test, TestOptions options) {
    this.file = file;
    this.test = test;
    this.options = options;
  }

  /**
   * Runs a test.
   *
   * @param ruleFiles by path
   * @param how differences are told, and to whom
   * @return what failed, each with lines as {@code promtool} has them; empty if nothing did
   */
  public static List<String> run(
      TestFile file, TestFile.Case test, Map<String, RuleFile> ruleFiles, TestOptions how) {
    TestRun run = new TestRun(file, test, how);
    EngineOptions options =
        new EngineOptions(Duration.ofMinutes(5), file.evaluationInterval(), FeatureFlags.NONE, 1);
    try (Engine engine = new Engine(options);
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      VectorQuery query =
          new EngineVectorQuery(
              (q, context) -> engine.run(run.store, q, context),
              QueryContext::unbounded,
              Strictness.ABORT);
      run.run(query, workers, ruleFiles);
    }
    if (how.listener().wantsData()) {
      how.listener().data(test.last(), StoreDump.of(run.store));
    }
    return run.failures;
  }

  private void run(VectorQuery query, ExecutorService workers, Map<String, RuleFile> ruleFiles) {
    TestSeries series;
    try {
      series = TestSeries.of(test);
    } catch (ParseException e) {
      failures.add(String.valueOf(e.getMessage()));
      return;
    }
    SortedMap<Duration, List<TestFile.AlertTest>> alertTests = new TreeMap<>();
    for (TestFile.AlertTest one : test.alerts()) {
      if (one.alert().isEmpty()) {
        failures.add(
            "an item under alert_rule_test misses required attribute alertname at eval_time "
                + GoDurations.print(one.at().toNanos())
                + (test.name().isEmpty() ? "" : " (in TestGroup " + test.name() + ")"));
        return;
      }
      alertTests.computeIfAbsent(one.at(), at -> new ArrayList<>()).add(one);
    }
    List<LiveGroup> groups = groups(query, workers, ruleFiles);
    if (evaluate(series, groups, alertTests)) {
      ExpressionCheck check = new ExpressionCheck(query, file.fuzzy());
      test.expressions()
          .forEach(one -> failures.addAll(check.check(one, test.start().plus(one.at()))));
    }
  }

  /** Evaluates from start to end; false if a rule failed, which ends the test. */
  private boolean evaluate(
      TestSeries series,
      List<LiveGroup> groups,
      SortedMap<Duration, List<TestFile.AlertTest>> alertTests) {
    AlertCheck check = new AlertCheck(test.name(), options.differences());
    Duration step = file.evaluationInterval();
    for (Duration at = Duration.ZERO; at.compareTo(test.last()) <= 0; at = at.plus(step)) {
      Instant now = test.start().plus(at);
      series.appendUntil(now, store);
      List<String> broken = new ArrayList<>();
      for (LiveGroup group : groups) {
        group.evaluate(now);
        group.tasks().stream()
            .filter(task -> task.health().isBad())
            .forEach(task -> broken.add(failure(task, now)));
      }
      if (!broken.isEmpty()) {
        failures.addAll(broken);
        return false;
      }
      alertTests
          .subMap(at, at.plus(step))
          .values()
          .forEach(
              due ->
                  due.forEach(
                      one -> failures.addAll(check.check(one, firing(groups, one.alert())))));
    }
    return true;
  }

  private static String failure(RuleTask task, Instant at) {
    return "    rule: "
        + task.rule().name()
        + ", time: "
        + GoDurations.printGo(Duration.between(Instant.EPOCH, at).toNanos())
        + ", err: "
        + task.health().lastError();
  }

  private static List<TestFile.ExpectedAlert> firing(List<LiveGroup> groups, String name) {
    return groups.stream()
        .flatMap(group -> group.tasks().stream())
        .map(RuleTask::rule)
        .filter(rule -> rule instanceof AlertingRule && rule.name().equals(name))
        .flatMap(rule -> ((AlertingRule) rule).active().stream())
        .filter(alert -> alert.state() == AlertState.FIRING)
        .map(alert -> new TestFile.ExpectedAlert(alert.labels(), alert.annotations()))
        .toList();
  }

  private List<LiveGroup> groups(
      VectorQuery query, ExecutorService workers, Map<String, RuleFile> ruleFiles) {
    Surroundings surroundings =
        new Surroundings(
            terms -> query,
            new MemorySink(store),
            AlertListener.NONE,
            null,
            RuleMetrics.NONE,
            InstantSource.fixed(test.start()),
            () -> 0,
            workers);
    GroupDefinition.Defaults defaults =
        new GroupDefinition.Defaults(test.interval(), Duration.ZERO, Strictness.ABORT);
    AlertOrigin origin = new AlertOrigin(test.externalLabels(), null, test.externalUrl());
    List<LiveGroup> groups = new ArrayList<>();
    ruleFiles.forEach(
        (path, rules) ->
            rules
                .groups()
                .forEach(
                    group ->
                        groups.add(
                            LiveGroup.of(
                                GroupDefinition.of(path, group, defaults, origin), surroundings))));
    groups.sort(
        Comparator.comparingInt(
            group -> Math.max(0, file.groupOrder().indexOf(group.key().name()))));
    return groups;
  }
}
