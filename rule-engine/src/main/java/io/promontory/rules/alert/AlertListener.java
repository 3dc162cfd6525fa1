package io.promontory.rules.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Is told of alerts after each evaluation of their rule. */
@FunctionalInterface
public interface AlertListener {
  /** Tells nobody. */
  AlertListener NONE = (rule, slot, interval) -> {};

  /**
   * A rule was evaluated at a slot; {@link AlertingRule#due} says what is new.
   *
   * @param interval between evaluations of the rule
   */
  void evaluated(AlertingRule rule, Instant slot, Duration interval);

  /** Tells several, in order. */
  static AlertListener all(List<AlertListener> listeners) {
    List<AlertListener> copy = List.copyOf(listeners);
    return (rule, slot, interval) ->
        copy.forEach(listener -> listener.evaluated(rule, slot, interval));
  }
}
