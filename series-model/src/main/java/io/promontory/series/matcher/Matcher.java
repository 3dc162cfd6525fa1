package io.promontory.series.matcher;

import static java.util.stream.Collectors.joining;

import io.promontory.series.labels.LabelNames;
import io.promontory.series.regex.Regex;
import io.promontory.series.regex.RegexSyntaxException;
import io.promontory.series.text.GoStrings;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one label; an absent label has the empty value. Regular expressions are RE2, fully
 * anchored, dot matches newline.
 */
public final class Matcher {
  /** The four comparisons. */
  public enum Type {
    EQ("="),
    NEQ("!="),
    RE("=~"),
    NRE("!~");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    public boolean isRegex() {
      return this == RE || this == NRE;
    }
  }

  /** What means more than itself in RE2. */
  private static final String SPECIAL = "\\.+*?()|[]{}^$";

  private final Type type;
  private final String name;
  private final String value;
  private final @Nullable Regex regex;

  private Matcher(Type type, String name, String value, @Nullable Regex regex) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.regex = regex;
  }

  /**
   * Builds a matcher.
   *
   * @throws InvalidMatcherException if a regular expression does not parse; the message is Go's own
   */
  public static Matcher of(Type type, String name, String value) {
    try {
      return new Matcher(type, name, value, type.isRegex() ? Regex.compileForMatcher(value) : null);
    } catch (RegexSyntaxException e) {
      throw new InvalidMatcherException(String.valueOf(e.getMessage()), e);
    }
  }

  public static Matcher equal(String name, String value) {
    return of(Type.EQ, name, value);
  }

  /** Matches these values and no others, by an equality where there is one value. */
  public static Matcher oneOf(String name, Collection<String> values) {
    return values.size() == 1
        ? equal(name, values.iterator().next())
        : of(Type.RE, name, values.stream().map(Matcher::quoted).collect(joining("|")));
  }

  /** Matches all but these values, by an inequality where there is one value. */
  public static Matcher noneOf(String name, Collection<String> values) {
    return values.size() == 1
        ? of(Type.NEQ, name, values.iterator().next())
        : of(Type.NRE, name, values.stream().map(Matcher::quoted).collect(joining("|")));
  }

  /** A matcher of one value that is not told by comparison. */
  public static Matcher literal(String name, String value) {
    return of(Type.RE, name, quoted(value));
  }

  /** The regular expression that matches a text alone. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
        quoted.append('\\');
      }
      quoted.append(text.charAt(i));
    }
    return quoted.toString();
  }

  public Type type() {
    return type;
  }

  public String name() {
    return name;
  }

  public String value() {
    return value;
  }

  public boolean matches(String labelValue) {
    return switch (type) {
      case EQ -> value.equals(labelValue);
      case NEQ -> !value.equals(labelValue);
      case RE -> regex != null && regex.matches(labelValue);
      case NRE -> regex != null && !regex.matches(labelValue);
    };
  }

  public boolean matchesEmpty() {
    return matches("");
  }

  /**
   * All values that match, where they are a known, small set: of an equality, and of regular
   * expressions like {@code a|b[12]}. Null for any other matcher.
   */
  public @Nullable List<String> setValues() {
    return switch (type) {
      case EQ -> List.of(value);
      case RE -> regex == null ? null : regex.values();
      case NEQ, NRE -> null;
    };
  }

  /**
   * The few values that do not match, where they are known, as {@link #setValues} has those that
   * do. Null for any other matcher.
   */
  public @Nullable List<String> refusedValues() {
    return switch (type) {
      case NEQ -> List.of(value);
      case NRE -> regex == null ? null : regex.values();
      case EQ, RE -> null;
    };
  }

  /** A text with which every value begins that matches; empty where none is known. */
  public String prefix() {
    return switch (type) {
      case EQ -> value;
      case RE -> regex == null ? "" : regex.prefix();
      case NEQ, NRE -> "";
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Matcher that
        && type == that.type
        && name.equals(that.name)
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + name.hashCode()) + value.hashCode();
  }

  /** As written in PromQL: {@code job=~"a|b"}. */
  @Override
  public String toString() {
    return (LabelNames.isLegacyLabelName(name) ? name : GoStrings.quote(name))
        + type.text()
        + GoStrings.quote(value);
  }
}
