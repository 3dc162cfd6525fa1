package io.promontory.adapter.blocks.select;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks matchers about label sets that mostly share their texts: a value that was seen before is not
 * looked at again. Used by one thread.
 */
final class LabelMatchers {
  private static final int MOST_REMEMBERED = 1 << 16;

  private final List<Remembering> matchers = new ArrayList<>();

  /** The answers of a matcher by values. */
  private static final class Remembering {
    final Matcher matcher;
    final Map<String, Boolean> answers = new HashMap<>();
    String last = "";
    boolean lastAnswer;

    Remembering(Matcher matcher) {
      this.matcher = matcher;
      this.lastAnswer = matcher.matchesEmpty();
    }

    boolean matches(String value) {
      if (!value.equals(last)) {
        if (answers.size() == MOST_REMEMBERED) {
          answers.clear();
        }
        lastAnswer = answers.computeIfAbsent(value, matcher::matches);
        last = value;
      }
      return lastAnswer;
    }
  }

  LabelMatchers(List<Matcher> matchers) {
    matchers.forEach(matcher -> this.matchers.add(new Remembering(matcher)));
  }

  /** Whether all matchers accept a series. */
  boolean match(Labels labels) {
    for (int i = 0; i < matchers.size(); i++) {
      Remembering one = matchers.get(i);
      if (!one.matches(labels.getOrEmpty(one.matcher.name()))) {
        return false;
      }
    }
    return true;
  }
}
