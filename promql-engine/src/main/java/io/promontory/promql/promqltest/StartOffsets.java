package io.promontory.promql.promqltest;

import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Start times relative to their samples: {@code _}, {@code _xN}, {@code D}, {@code DxN}, {@code
 * D+DxN}, {@code D-DxN}, with durations D of either sign.
 */
final class StartOffsets {
  /** More than any script needs; keeps a typing error from filling the memory. */
  private static final long MAX_REPEATS = 1_000_000;

  private final String item;
  private final ScriptLines lines;
  private int at;

  private StartOffsets(String item, ScriptLines lines) {
    this.item = item;
    this.lines = lines;
  }

  /** In ms, null where there is none. */
  static List<@Nullable Long> parse(String text, ScriptLines lines) {
    List<@Nullable Long> offsets = new ArrayList<>();
    Words words = new Words(text);
    for (String item = words.next(); !item.isEmpty(); item = words.next()) {
      new StartOffsets(item, lines).addTo(offsets);
    }
    return offsets;
  }

  private void addTo(List<@Nullable Long> offsets) {
    if (item.startsWith("_")) {
      at = 1;
      long gaps = at == item.length() ? 1 : repeats();
      for (long i = 0; i < gaps; i++) {
        offsets.add(null);
      }
      return;
    }
    long offset = duration();
    long delta = at < item.length() && item.charAt(at) != 'x' ? duration() : 0;
    long count = at == item.length() ? 0 : repeats();
    for (long i = 0; i <= count; i++) {
      offsets.add(offset + i * delta);
    }
  }

  private long repeats() {
    try {
      long count = item.charAt(at) == 'x' ? Long.parseLong(item.substring(at + 1)) : -1;
      if (count >= 0 && count <= MAX_REPEATS) {
        return count;
      }
    } catch (NumberFormatException e) {
      // falls through to the error
    }
    throw lines.error("\"" + item + "\" does not end in xN");
  }

  /** A duration with an optional sign; a unit never holds an x. */
  private long duration() {
    boolean negative = item.charAt(at) == '-';
    int start = negative || item.charAt(at) == '+' ? at + 1 : at;
    int end = start;
    while (end < item.length() && "x+-".indexOf(item.charAt(end)) < 0) {
      end++;
    }
    at = end;
    try {
      long ms = GoDurations.parse(item.substring(start, end)) / 1_000_000;
      return negative ? -ms : ms;
    } catch (TextFormatException e) {
      throw lines.error("\"" + item + "\" is no start time: " + e.getMessage());
    }
  }
}
