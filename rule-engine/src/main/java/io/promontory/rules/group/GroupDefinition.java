package io.promontory.rules.group;

import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.EvaluableRule;
import io.promontory.rules.eval.RecordingRule;
import io.promontory.rules.file.Rule;
import io.promontory.rules.file.RuleGroup;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.RuleGroup.Strictness;
import java.time.Duration;
import java.util.List;

/**
 * A group as it is meant to run. Equal definitions need no restart.
 *
 * @param written the group as its file has it
 */
public record GroupDefinition(
    GroupKey key, GroupTerms terms, RuleGroup written, AlertOrigin origin) {
  /** What holds where a group does not say otherwise. */
  public record Defaults(Duration interval, Duration queryOffset, Strictness strictness) {}

  /** A group of a file. */
  public static GroupDefinition of(
      String file, RuleGroup written, Defaults defaults, AlertOrigin origin) {
    Duration interval = written.interval();
    Duration offset = written.queryOffset();
    Strictness strictness = written.strictness();
    boolean unset = interval == null || interval.isZero();
    return new GroupDefinition(
        new GroupKey(file, written.name()),
        new GroupTerms(
            interval == null || unset ? defaults.interval() : interval,
            offset == null ? defaults.queryOffset() : offset,
            written.limit(),
            strictness == null ? defaults.strictness() : strictness),
        written,
        origin);
  }

  /**
   * The rules, ready to be evaluated.
   *
   * @param restored false where timers of alerts have to be looked up first
   */
  List<EvaluableRule> rules(boolean restored) {
    return written.rules().stream().map(rule -> evaluable(rule, restored)).toList();
  }

  private EvaluableRule evaluable(Rule rule, boolean restored) {
    Labels labels = withGroupLabels(rule.labels());
    return switch (rule) {
      case Rule.Recording recording ->
          new RecordingRule(recording.name(), recording.expr(), labels);
      case Rule.Alerting alerting -> new AlertingRule(alerting, labels, origin, restored);
    };
  }

  private Labels withGroupLabels(Labels own) {
    if (written.labels().isEmpty()) {
      return own;
    }
    LabelsBuilder builder = new LabelsBuilder(written.labels());
    for (int i = 0; i < own.size(); i++) {
      builder.set(own.name(i), own.value(i));
    }
    return builder.build();
  }
}
