package io.promontory.series.store;

import java.util.List;
import java.util.stream.Stream;

/**
 * The times of the data at which a reader looks for the newest sample. A store that cannot tell
 * where series end may be told that by one that knows, if it asks for these times.
 *
 * @param instants for each selector that reads, each once
 * @param samplesToo whether all samples are looked at besides, as by a window, or their own times
 */
public record Looks(List<Instants> instants, boolean samplesToo) {
  /** All samples are looked at as they are. */
  public static final Looks SAMPLES = new Looks(List.of(), true);

  /**
   * Evenly spaced times.
   *
   * @param firstMs ms since the epoch
   * @param lastMs ms, inclusive, a whole number of steps behind the first
   * @param stepMs positive
   * @param lookbackMs how old the newest sample may be, ms
   */
  public record Instants(long firstMs, long lastMs, long stepMs, long lookbackMs) {
    public Instants {
      if (stepMs <= 0 || lastMs < firstMs || (lastMs - firstMs) % stepMs != 0) {
        throw new IllegalArgumentException(
            "no steps of " + stepMs + " ms from " + firstMs + " to " + lastMs);
      }
    }
  }

  public Looks {
    instants = List.copyOf(instants);
  }

  /** What two readers look at together. */
  public Looks and(Looks other) {
    return new Looks(
        Stream.concat(instants.stream(), other.instants.stream()).distinct().toList(),
        samplesToo || other.samplesToo);
  }
}
