package io.promontory.series.regex;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A replacement text with references to groups, by the rules of Go's {@code regexp.Expand}: {@code
 * $1}, {@code $name}, {@code ${name}}, and {@code $$} for a dollar. A name without braces is as
 * long as it can be, so {@code $1x} is the group named "1x". Groups that do not exist are empty; a
 * dollar that starts none of these stands for itself.
 */
public final class ReplacementTemplate {
  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Group(String name) implements Part {}

  private final List<Part> parts;

  private ReplacementTemplate(List<Part> parts) {
    this.parts = parts;
  }

  /** Reads a text; every text is a template. */
  public static ReplacementTemplate parse(String template) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int dollar = template.indexOf('$', at);
      if (dollar < 0) {
        parts.add(new Text(template.substring(at)));
        break;
      }
      parts.add(new Text(template.substring(at, dollar)));
      at = reference(template, dollar, parts);
    }
    return new ReplacementTemplate(List.copyOf(parts));
  }

  /** Adds what the dollar at an index means; returns the index behind it. */
  private static int reference(String template, int dollar, List<Part> parts) {
    int next = dollar + 1;
    if (template.startsWith("$", next)) {
      parts.add(new Text("$"));
      return next + 1;
    }
    boolean braced = template.startsWith("{", next);
    int start = braced ? next + 1 : next;
    int end = start;
    while (end < template.length() && isWordChar(template.codePointAt(end))) {
      end += Character.charCount(template.codePointAt(end));
    }
    if (end == start || (braced && !template.startsWith("}", end))) {
      parts.add(new Text("$"));
      return next;
    }
    parts.add(new Group(template.substring(start, end)));
    return braced ? end + 1 : end;
  }

  private static boolean isWordChar(int c) {
    return c == '_'
        || Character.isLetter(c)
        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  /** The text for a match that was found. */
  public String expand(Matcher match) {
    return Objects.requireNonNull(expand(match, Integer.MAX_VALUE));
  }

  /** The text for a match that was found; null where it would have more characters than that. */
  public @Nullable String expand(Matcher match, int most) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      String more =
          switch (part) {
            case Text text -> text.text();
            case Group group -> Objects.requireNonNullElse(value(match, group.name()), "");
          };
      if (more.length() > most - out.length()) {
        return null;
      }
      out.append(more);
    }
    return out.toString();
  }

  private static @Nullable String value(Matcher match, String name) {
    boolean isNumber = name.equals("0") || !name.startsWith("0"); // $00 is a name
    if (isNumber && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int index = name.length() > 8 ? Integer.MAX_VALUE : Integer.parseInt(name);
      return index <= match.groupCount() ? match.group(index) : null;
    }
    Map<String, Integer> named = match.pattern().namedGroups();
    Integer index = named.get(name);
    return index == null ? null : match.group(index);
  }
}
