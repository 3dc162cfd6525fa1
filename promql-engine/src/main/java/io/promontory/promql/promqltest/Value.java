package io.promontory.promql.promqltest;

/** One position of a series in a script. */
sealed interface Value {
  /** No sample. */
  record Gap() implements Value {}

  /** A float; may be the stale marker. */
  record Number(double value) implements Value {}

  /** A native histogram. */
  record Histogram() implements Value {}
}
