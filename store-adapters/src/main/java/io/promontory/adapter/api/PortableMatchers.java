package io.promontory.adapter.api;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.matcher.Matcher.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Matchers in a form that means the same to every server version. A dot matches a line break since
 * Prometheus 3; {@code (?s:...)} says so to older servers. The two commonest patterns become
 * comparisons with the empty value, which every version answers from its index.
 */
public final class PortableMatchers {
  private PortableMatchers() {}

  public static List<Matcher> of(List<Matcher> matchers) {
    List<Matcher> portable = new ArrayList<>(matchers.size());
    for (Matcher matcher : matchers) {
      if (matcher.type() == Type.RE && matcher.value().equals(".*")) {
        continue;
      }
      portable.add(of(matcher));
    }
    return portable;
  }

  private static Matcher of(Matcher matcher) {
    if (!matcher.type().isRegex()) {
      return matcher;
    }
    if (matcher.value().equals(".+")) {
      return Matcher.of(matcher.type() == Type.RE ? Type.NEQ : Type.EQ, matcher.name(), "");
    }
    return hasDot(matcher.value())
        ? Matcher.of(matcher.type(), matcher.name(), "(?s:" + matcher.value() + ")")
        : matcher;
  }

  /** A dot that is not escaped; one inside a class counts too, which does no harm. */
  private static boolean hasDot(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      } else if (pattern.charAt(i) == '.') {
        return true;
      }
    }
    return false;
  }
}
