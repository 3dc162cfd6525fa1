package io.promontory.frontend.grpc;

import io.promontory.adapter.grpc.WireLabels;
import io.promontory.adapter.grpc.WireTimes;
import io.promontory.proto.rules.Alert;
import io.promontory.proto.rules.AlertInstance;
import io.promontory.proto.rules.AlertState;
import io.promontory.proto.rules.RecordingRule;
import io.promontory.proto.rules.Rule;
import io.promontory.proto.rules.RuleGroup;
import io.promontory.proto.thanos.PartialResponseStrategy;
import java.time.Instant;

/** Rules and alerts as messages, states of alerts numbered as since Thanos v0.41. */
final class RuleMessages {
  private RuleMessages() {}

  static RuleGroup message(io.promontory.series.store.RuleGroup group) {
    RuleGroup.Builder message =
        RuleGroup.newBuilder()
            .setName(group.name())
            .setFile(group.file())
            .setInterval(group.intervalSeconds())
            .setEvaluationDurationSeconds(group.evaluationSeconds())
            .setLastEvaluation(WireTimes.toWire(group.lastEvaluation()))
            .setLimit(group.limit());
    if (group.strictness() == io.promontory.series.store.RuleGroup.Strictness.ABORT) {
      message.setPartialResponseStrategy(PartialResponseStrategy.ABORT);
    }
    group.rules().forEach(rule -> message.addRules(message(rule)));
    return message.build();
  }

  private static Rule message(io.promontory.series.store.Rule rule) {
    return switch (rule) {
      case io.promontory.series.store.Rule.Recording recording ->
          Rule.newBuilder().setRecording(message(recording)).build();
      case io.promontory.series.store.Rule.Alerting alerting ->
          Rule.newBuilder().setAlert(message(alerting)).build();
    };
  }

  private static RecordingRule message(io.promontory.series.store.Rule.Recording rule) {
    return RecordingRule.newBuilder()
        .setName(rule.name())
        .setQuery(rule.query())
        .setLabels(WireLabels.toSet(rule.labels()))
        .setHealth(rule.health())
        .setLastError(rule.lastError())
        .setEvaluationDurationSeconds(rule.evaluationSeconds())
        .setLastEvaluation(WireTimes.toWire(rule.lastEvaluation()))
        .build();
  }

  private static Alert message(io.promontory.series.store.Rule.Alerting rule) {
    Alert.Builder message =
        Alert.newBuilder()
            .setState(state(rule.state()))
            .setName(rule.name())
            .setQuery(rule.query())
            .setDurationSeconds(rule.holdSeconds())
            .setKeepFiringForSeconds(rule.keepFiringSeconds())
            .setLabels(WireLabels.toSet(rule.labels()))
            .setAnnotations(WireLabels.toSet(rule.annotations()))
            .setHealth(rule.health())
            .setLastError(rule.lastError())
            .setEvaluationDurationSeconds(rule.evaluationSeconds())
            .setLastEvaluation(WireTimes.toWire(rule.lastEvaluation()));
    rule.alerts().forEach(alert -> message.addAlerts(message(alert)));
    return message.build();
  }

  private static AlertInstance message(io.promontory.series.store.Alert alert) {
    AlertInstance.Builder message =
        AlertInstance.newBuilder()
            .setLabels(WireLabels.toSet(alert.labels()))
            .setAnnotations(WireLabels.toSet(alert.annotations()))
            .setState(state(alert.state()))
            .setValue(alert.value());
    Instant activeAt = alert.activeAt();
    if (activeAt != null) {
      message.setActiveAt(WireTimes.toWire(activeAt));
    }
    return message.build();
  }

  private static AlertState state(io.promontory.series.store.AlertState state) {
    return switch (state) {
      case UNKNOWN -> AlertState.ALERT_STATE_UNKNOWN;
      case INACTIVE -> AlertState.INACTIVE;
      case PENDING -> AlertState.PENDING;
      case FIRING -> AlertState.FIRING;
    };
  }
}
