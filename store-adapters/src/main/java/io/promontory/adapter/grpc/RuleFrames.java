package io.promontory.adapter.grpc;

import io.promontory.proto.rules.RecordingRule;
import io.promontory.proto.rules.RulesRequest;
import io.promontory.proto.rules.RulesResponse;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.series.store.Alert;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RuleGroup.Strictness;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests for rules and the frames of their answers.
 *
 * @param oldStates the server numbers the states of alerts from inactive on, as Thanos did before
 *     v0.41; no answer tells
 */
record RuleFrames(boolean oldStates) {
  /** What the wire cannot ask for is cut out of the answer. */
  static RulesRequest request(io.promontory.series.store.RulesRequest request) {
    RulesRequest.Type type =
        switch (request.kind()) {
          case ALL -> RulesRequest.Type.ALL;
          case ALERTING -> RulesRequest.Type.ALERT;
          case RECORDING -> RulesRequest.Type.RECORD;
        };
    return RulesRequest.newBuilder()
        .setType(type)
        .setPartialResponseStrategy(PartialResponseStrategy.WARN)
        .addAllRuleName(request.names().stream().sorted().toList())
        .addAllRuleGroup(request.groups().stream().sorted().toList())
        .addAllFile(request.files().stream().sorted().toList())
        .build();
  }

  List<RuleGroup> read(SideFrames<RulesResponse> frames) {
    List<RuleGroup> groups = new ArrayList<>();
    for (var frame = frames.next(); frame != null; frame = frames.next()) {
      if (frame.hasGroup()) {
        groups.add(group(frame.getGroup()));
      } else {
        frames.warn(frame.getWarning());
      }
    }
    return groups;
  }

  private RuleGroup group(io.promontory.proto.rules.RuleGroup message) {
    List<Rule> rules = new ArrayList<>();
    for (var rule : message.getRulesList()) {
      if (rule.hasRecording()) {
        rules.add(recording(rule.getRecording()));
      } else if (rule.hasAlert()) {
        rules.add(alerting(rule.getAlert()));
      }
    }
    return new RuleGroup(
        message.getFile(),
        message.getName(),
        rules,
        message.getInterval(),
        message.getLimit(),
        message.getEvaluationDurationSeconds(),
        WireTimes.fromWire(message.getLastEvaluation()),
        message.getPartialResponseStrategy() == PartialResponseStrategy.ABORT
            ? Strictness.ABORT
            : Strictness.WARN);
  }

  private static Rule recording(RecordingRule message) {
    return new Rule.Recording(
        message.getName(),
        message.getQuery(),
        WireLabels.fromWire(message.getLabels()),
        message.getHealth(),
        message.getLastError(),
        message.getEvaluationDurationSeconds(),
        WireTimes.fromWire(message.getLastEvaluation()));
  }

  private Rule alerting(io.promontory.proto.rules.Alert message) {
    return new Rule.Alerting(
        state(message.getStateValue()),
        message.getName(),
        message.getQuery(),
        message.getDurationSeconds(),
        message.getKeepFiringForSeconds(),
        WireLabels.fromWire(message.getLabels()),
        WireLabels.fromWire(message.getAnnotations()),
        message.getAlertsList().stream()
            .map(
                alert ->
                    new Alert(
                        WireLabels.fromWire(alert.getLabels()),
                        WireLabels.fromWire(alert.getAnnotations()),
                        state(alert.getStateValue()),
                        alert.hasActiveAt() ? WireTimes.fromWire(alert.getActiveAt()) : null,
                        null,
                        alert.getValue()))
            .toList(),
        message.getHealth(),
        message.getLastError(),
        message.getEvaluationDurationSeconds(),
        WireTimes.fromWire(message.getLastEvaluation()));
  }

  private AlertState state(int number) {
    AlertState[] states = AlertState.values();
    int state = oldStates ? number + 1 : number;
    return state < 0 || state >= states.length ? AlertState.UNKNOWN : states[state];
  }
}
