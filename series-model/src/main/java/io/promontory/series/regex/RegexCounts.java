package io.promontory.series.regex;

import org.jspecify.annotations.Nullable;

/** The counts of {@code {2}}, {@code {2,}} or {@code {2,5}}. */
record RegexCounts(int min, int max) {
  static final int MOST = 1000;

  private static final int TOO_BIG = MOST + 1;

  /** Reads counts in braces and stands behind them; null, and no move, where there are none. */
  static @Nullable RegexCounts read(RegexSource source) {
    int start = source.position();
    source.skip("{");
    int min = number(source);
    int max = min;
    if (min >= 0 && source.skip(",")) {
      max = source.peek(0) == '}' ? -1 : number(source);
      if (max < 0 && source.peek(0) != '}') {
        min = -1;
      }
    }
    if (min < 0 || !source.skip("}")) {
      source.moveTo(start);
      return null;
    }
    return new RegexCounts(min, max);
  }

  boolean areValid() {
    return min <= MOST && max <= MOST && (max < 0 || min <= max);
  }

  /** A number without leading zeros, or -1. */
  private static int number(RegexSource source) {
    char first = source.peek(0);
    if (!isDigit(first) || (first == '0' && isDigit(source.peek(1)))) {
      return -1;
    }
    int value = 0;
    while (isDigit(source.peek(0))) {
      value = Math.min(TOO_BIG, value * 10 + source.next() - '0');
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
