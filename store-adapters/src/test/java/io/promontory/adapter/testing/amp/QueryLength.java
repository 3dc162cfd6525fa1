package io.promontory.adapter.testing.amp;

import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far back an expression looks, near enough: the widest window and the longest offset. */
final class QueryLength {
  private QueryLength() {}

  static Duration of(String expression) {
    Duration window = Duration.ZERO;
    for (String inner : between(expression, '[', ']')) {
      int colon = inner.indexOf(':');
      window = longer(window, parse(colon < 0 ? inner : inner.substring(0, colon)));
    }
    Duration offset = Duration.ZERO;
    for (String rest : expression.split("\\boffset\\s+")) {
      offset = rest.equals(expression) ? offset : longer(offset, parse(rest.split("[\\s)]")[0]));
    }
    return window.plus(offset);
  }

  private static List<String> between(String text, char open, char close) {
    List<String> found = new ArrayList<>();
    char quote = 0;
    int start = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        i += c == '\\' && quote != '`' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == open) {
        start = i + 1;
      } else if (c == close && start >= 0) {
        found.add(text.substring(start, i));
        start = -1;
      }
    }
    return found;
  }

  private static Duration parse(String text) {
    try {
      return Duration.ofNanos(GoDurations.parse(text.strip()));
    } catch (TextFormatException e) {
      return Duration.ZERO;
    }
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
