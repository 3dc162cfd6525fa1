package io.promontory.promql.function;

import io.promontory.promql.engine.QueryException;

/** Checks of label names that come as string arguments. */
final class LabelArguments {
  private LabelArguments() {}

  /**
   * Passes any non-empty UTF-8 text; unpaired surrogates stand for bytes that are none.
   *
   * @throws QueryException with {@code message} and the name otherwise
   */
  static void check(String name, String message) {
    boolean valid = !name.isEmpty() && name.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
    if (!valid) {
      throw new QueryException(QueryException.Kind.EXECUTION, message + name);
    }
  }
}
