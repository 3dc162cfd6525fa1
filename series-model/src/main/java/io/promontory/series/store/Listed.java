package io.promontory.series.store;

import java.util.List;

/** What stores found, and how whole it is. */
public record Listed<T>(List<T> values, Completeness completeness) {
  public Listed {
    values = List.copyOf(values);
  }

  /** The answer of who has nothing of the kind. */
  public static <T> Listed<T> none() {
    return new Listed<>(List.of(), Completeness.NONE_ASKED);
  }
}
