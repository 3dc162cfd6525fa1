package io.promontory.promql.ast;

/** The {@code @} modifier: a fixed evaluation time. */
public sealed interface At {
  /** {@code @ 1609746000.123}, in ms since the epoch. */
  record Timestamp(long ms) implements At {}

  /** {@code @ start()}. */
  record Start() implements At {}

  /** {@code @ end()}. */
  record End() implements At {}
}
