package io.promontory.rules.eval;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of an evaluation. Alerts count from the slot; what is read and written lies an offset
 * earlier, when late data has come in.
 */
public record EvaluationTime(Instant slot, Duration offset) {
  /** When samples are read and written, ms since the epoch. */
  public long sampleMs() {
    return slot.minus(offset).toEpochMilli();
  }

  /** The slot in ms since the epoch. */
  public long slotMs() {
    return slot.toEpochMilli();
  }
}
