package io.promontory.rules.backtest;

import io.promontory.promql.print.Printer;
import io.promontory.rules.eval.RuleTask;
import io.promontory.rules.group.GroupDefinition;
import java.util.List;

/** One alerting rule on its way. */
final class RuleRun {
  private final RuleTask task;
  private final EpisodeRecorder recorder;
  private long evaluations;
  private long failures;
  private String lastError = "";

  RuleRun(RuleTask task, EpisodeRecorder recorder) {
    this.task = task;
    this.recorder = recorder;
  }

  String name() {
    return task.rule().name();
  }

  long failures() {
    return failures;
  }

  String lastError() {
    return lastError;
  }

  long dropped() {
    return recorder.dropped();
  }

  void note(boolean counts) {
    evaluations += counts ? 1 : 0;
    if (task.health().isBad()) {
      failures++;
      lastError = task.health().lastError();
    }
  }

  TestedRule result(GroupDefinition group, List<FiredBefore> before) {
    return new TestedRule(
        group.key(),
        name(),
        Printer.print(task.rule().expr()),
        evaluations,
        failures,
        lastError,
        recorder.episodes(),
        recorder.neverFired(),
        before);
  }
}
