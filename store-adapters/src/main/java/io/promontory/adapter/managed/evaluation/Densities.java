package io.promontory.adapter.managed.evaluation;

import io.promontory.series.store.Density;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many series and samples there were of what was read last. Safe for concurrent use. */
public final class Densities {
  private static final int MOST = 10_000;

  private final Map<String, Density> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Density> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Remembers what was read.
   *
   * @param selector PromQL
   * @param series with samples
   * @param samples of all of them
   * @param ms the time that they are of
   */
  public void observe(String selector, long series, long samples, long ms) {
    if (series > 0 && samples > series && ms > 0) {
      Density density = new Density(series, (double) series * ms / samples, true);
      synchronized (seen) {
        seen.put(selector, density);
      }
    }
  }

  /** What was seen last of a selector, else a guess. */
  public Density of(String selector) {
    synchronized (seen) {
      return seen.getOrDefault(selector, Density.GUESS);
    }
  }
}
