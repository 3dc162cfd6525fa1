package io.promontory.adapter.prometheus;

import io.promontory.series.matcher.Matcher;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has typed of a value so far, as editors ask for it: {@code text.*} for values that
 * begin with it, {@code .*text.*} for those that contain it, after {@code (?i)} in whatever case.
 *
 * @param text ASCII, without what a regular expression adds to it; in lower case where the case
 *     does not count
 */
record TypedText(String text, boolean begins, boolean anyCase) {
  private static final String REST = ".*";
  private static final String ANY_CASE = "(?i)";
  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  /** What a matcher says; null where it says anything else. */
  static @Nullable TypedText of(Matcher matcher) {
    String pattern = matcher.value();
    if (matcher.type() != Matcher.Type.RE) {
      return null;
    }
    boolean anyCase = pattern.startsWith(ANY_CASE);
    int from = anyCase ? ANY_CASE.length() : 0;
    boolean begins = !pattern.startsWith(REST, from);
    from += begins ? 0 : REST.length();
    int to = pattern.length() - REST.length();
    String text = to <= from || !pattern.endsWith(REST) ? null : literal(pattern, from, to);
    return text == null
        ? null
        : new TypedText(anyCase ? text.toLowerCase(Locale.ROOT) : text, begins, anyCase);
  }

  private static @Nullable String literal(String pattern, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        if (i == to || SPECIAL.indexOf(pattern.charAt(i)) < 0) {
          return null;
        }
        c = pattern.charAt(i);
      } else if (SPECIAL.indexOf(c) >= 0 || c > 0x7e) {
        return null;
      }
      text.append(c);
    }
    return text.toString();
  }

  /** Whether all that fits the other one fits this one too. */
  boolean isPartOf(TypedText longer) {
    if (!anyCase && longer.anyCase) {
      return false;
    }
    String whole = anyCase ? longer.text.toLowerCase(Locale.ROOT) : longer.text;
    return begins ? longer.begins && whole.startsWith(text) : whole.contains(text);
  }
}
