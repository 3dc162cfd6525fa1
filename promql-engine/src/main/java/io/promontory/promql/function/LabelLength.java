package io.promontory.promql.function;

import io.promontory.promql.engine.QueryException;

/**
 * How long a value a query may make: functions around functions double it each time, and a text of
 * some hundred characters would have all of the memory.
 */
final class LabelLength {
  /** Characters. */
  static final int MOST = 64 << 10;

  private LabelLength() {}

  static QueryException exceeded(String function, String label) {
    return new QueryException(
        QueryException.Kind.EXECUTION,
        function
            + "() would make a value of label "
            + label
            + " of more than "
            + MOST
            + " characters: replace less, or fewer times");
  }
}
