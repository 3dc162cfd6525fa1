package io.promontory.adapter.managed.evaluation;

/** How a service evaluates PromQL, as far as it shows. */
enum Dialect {
  /** Nobody has asked yet, or there was no answer. */
  UNKNOWN(""),
  /** Windows leave out their left edge. */
  PROMETHEUS_3("PromQL of Prometheus 3"),
  /** Windows include their left edge: a sample more where samples and windows are in step. */
  PROMETHEUS_2("PromQL of Prometheus 2"),
  /** Something else, such as MetricsQL, or a label of its own where configuration adds one. */
  OTHER("");

  private final String text;

  Dialect(String text) {
    this.text = text;
  }

  /** For users; empty where nothing is left to it. */
  String text() {
    return text;
  }
}
