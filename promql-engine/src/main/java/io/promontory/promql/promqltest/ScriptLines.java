package io.promontory.promql.promqltest;

import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;

/**
 * The lines of a script, trimmed, comments blanked, with a cursor. A blank line or the end ends a
 * block.
 */
final class ScriptLines {
  private final String[] lines;
  private int next;

  ScriptLines(String script) {
    lines = script.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      lines[i] = line.startsWith("#") ? "" : line;
    }
  }

  boolean hasNext() {
    return next < lines.length;
  }

  String next() {
    return lines[next++];
  }

  /** True where another line of the same block follows. */
  boolean inBlock() {
    return next < lines.length && !lines[next].isEmpty();
  }

  /** The number of the line that was read last, from 1. */
  int number() {
    return next;
  }

  ScriptException error(String message) {
    return new ScriptException(next, message);
  }

  /** A duration without sign, in ms. */
  long duration(String text) {
    try {
      return GoDurations.parse(text) / 1_000_000;
    } catch (TextFormatException e) {
      throw error("\"" + text + "\" is no duration: " + e.getMessage());
    }
  }
}
