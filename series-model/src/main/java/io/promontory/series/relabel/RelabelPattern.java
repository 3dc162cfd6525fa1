package io.promontory.series.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.promontory.series.regex.Regex;
import io.promontory.series.regex.RegexSyntaxException;
import io.promontory.series.regex.ReplacementTemplate;
import org.jspecify.annotations.Nullable;

/**
 * The regular expression of a rule. Anchors are put around its text, as text: {@code a)|(b} is
 * legal and anchored at one end only.
 */
final class RelabelPattern {
  private final Pattern pattern;

  /**
   * @throws RelabelException if it does not parse; the message is Go's
   */
  RelabelPattern(String regex) {
    try {
      this.pattern = Regex.pattern("^(?s:" + regex + ")$");
    } catch (RegexSyntaxException e) {
      throw new RelabelException(String.valueOf(e.getMessage()), e);
    }
  }

  boolean matches(String value) {
    return pattern.matcher(value).find();
  }

  /** The first match, or null. */
  @Nullable Matcher match(String value) {
    Matcher matcher = pattern.matcher(value);
    return matcher.find() ? matcher : null;
  }

  /** Every match replaced; none is where an empty one follows another at once (Go's rule). */
  String replaceAll(String text, ReplacementTemplate replacement) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      out.append(text, copied, matcher.start());
      if (matcher.end() > copied || matcher.start() == 0) {
        out.append(replacement.expand(matcher));
      }
      copied = matcher.end();
      int step = from < text.length() ? Character.charCount(text.codePointAt(from)) : 1;
      from = Math.max(from + step, matcher.end());
    }
    return out.append(text, copied, text.length()).toString();
  }
}
