package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks matchers about series by the symbols of their labels: a value that was seen before is not
 * looked at again. Used by one thread.
 */
final class EntryMatchers {
  private static final int MOST_REMEMBERED = 1 << 16;
  private static final long ABSENT = -1;

  private final OpenBlock block;
  private final List<Remembering> matchers = new ArrayList<>();

  /** The answers of a matcher by value symbols. */
  private static final class Remembering {
    final Matcher matcher;
    final Map<Long, Boolean> answers = new HashMap<>();
    long last = ABSENT;
    boolean lastAnswer;

    /** What the symbols of names stand for: whether it is the name of the matcher. */
    final Map<Long, Boolean> names = new HashMap<>();

    Remembering(Matcher matcher) {
      this.matcher = matcher;
      this.lastAnswer = matcher.matchesEmpty();
    }
  }

  EntryMatchers(OpenBlock block, List<Matcher> matchers) {
    this.block = block;
    matchers.forEach(matcher -> this.matchers.add(new Remembering(matcher)));
  }

  /** Whether all matchers accept a series. */
  boolean match(SeriesEntry entry) {
    for (int i = 0; i < matchers.size(); i++) {
      if (!matches(matchers.get(i), entry)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(Remembering one, SeriesEntry entry) {
    long value = value(one, entry);
    if (value != one.last) {
      if (one.answers.size() == MOST_REMEMBERED) {
        one.answers.clear();
      }
      one.lastAnswer = one.answers.computeIfAbsent(value, symbol -> ask(one.matcher, symbol));
      one.last = value;
    }
    return one.lastAnswer;
  }

  private boolean ask(Matcher matcher, long value) {
    return matcher.matches(value == ABSENT ? "" : block.symbol(value));
  }

  private long value(Remembering one, SeriesEntry entry) {
    for (int i = 0; i < entry.labelCount(); i++) {
      Boolean known = one.names.get(entry.nameSymbol(i));
      if (known == null) {
        known = block.symbol(entry.nameSymbol(i)).equals(one.matcher.name());
        one.names.put(entry.nameSymbol(i), known);
      }
      if (known) {
        return entry.valueSymbol(i);
      }
    }
    return ABSENT;
  }
}
