package io.promontory.rules.template.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.promontory.series.regex.Regex;
import io.promontory.series.regex.RegexSyntaxException;
import io.promontory.series.regex.ReplacementTemplate;

/** Regular expressions that may match anywhere; the dot matches no newline. */
final class Patterns {
  private Patterns() {}

  static boolean matches(String expression, String text) throws CallException {
    return compile(expression, "").matcher(text).find();
  }

  /** All matches replaced; an empty match right behind another does not count. */
  static String replaceAll(String expression, String replacement, String text)
      throws CallException {
    Pattern pattern = compile(expression, "regexp: Compile(" + quoted(expression) + "): ");
    ReplacementTemplate template = ReplacementTemplate.parse(replacement);
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int lastEnd = -1;
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      boolean empty = matcher.end() == matcher.start();
      if (!empty || matcher.start() != lastEnd) {
        out.append(text, copied, matcher.start()).append(template.expand(matcher));
        copied = matcher.end();
        lastEnd = matcher.end();
      }
      from = matcher.end() + (empty ? width(text, matcher.end()) : 0);
    }
    return out.append(text, Math.min(copied, text.length()), text.length()).toString();
  }

  private static int width(String text, int at) {
    return at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
  }

  private static Pattern compile(String expression, String whose) throws CallException {
    try {
      return Regex.pattern(expression);
    } catch (RegexSyntaxException e) {
      throw new CallException(whose + e.getMessage());
    }
  }

  private static String quoted(String text) {
    return text.contains("`") ? io.promontory.series.text.GoStrings.quote(text) : "`" + text + "`";
  }
}
