package io.promontory.promql.engine;

import java.util.function.LongSupplier;

/** Times the stages of one query, in nanoseconds. */
final class QueryTimer {
  private final LongSupplier clock;
  private final long start;
  private long preparation;
  private long evaluated;
  private long stageStart;

  QueryTimer(LongSupplier clock) {
    this.clock = clock;
    this.start = clock.getAsLong();
    this.stageStart = start;
  }

  private long endStage() {
    long now = clock.getAsLong();
    long took = now - stageStart;
    stageStart = now;
    return took;
  }

  /** Parsing and planning are over. */
  void prepared() {
    preparation = endStage();
  }

  /** Evaluation is over, sorting begins. */
  void evaluated() {
    evaluated = endStage();
  }

  /** Everything is over. */
  QueryStats finish(long queryableSamples, long samplesRead, long peakSamples) {
    long sorted = endStage();
    return new QueryStats(
        preparation,
        evaluated,
        sorted,
        0,
        stageStart - start,
        queryableSamples,
        samplesRead,
        peakSamples);
  }
}
