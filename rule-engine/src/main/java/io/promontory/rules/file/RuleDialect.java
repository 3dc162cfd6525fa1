package io.promontory.rules.file;

/** Which keys a rule file may have. */
public enum RuleDialect {
  /** Those of Prometheus. */
  PROMETHEUS,
  /** Those and {@code partial_response_strategy} of Thanos, which this engine obeys. */
  THANOS,
  /** Any; those that nobody knows are ignored. */
  LENIENT
}
