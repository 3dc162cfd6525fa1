package io.promontory.series.matcher;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.promontory.series.labels.LabelNames;
import io.promontory.series.text.GoStrings;
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

  private final Type type;
  private final String name;
  private final String value;
  private final @Nullable Pattern pattern;

  private Matcher(Type type, String name, String value, @Nullable Pattern pattern) {
    this.type = type;
    this.name = name;
    this.value = value;
    this.pattern = pattern;
  }

  /**
   * Builds a matcher.
   *
   * @throws InvalidMatcherException if a regular expression does not parse; the message is Go's own
   */
  public static Matcher of(Type type, String name, String value) {
    try {
      return new Matcher(
          type, name, value, type.isRegex() ? Pattern.compile("^(?s:" + value + ")$") : null);
    } catch (PatternSyntaxException e) {
      throw new InvalidMatcherException(String.valueOf(e.getMessage()), e);
    }
  }

  public static Matcher equal(String name, String value) {
    return of(Type.EQ, name, value);
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
      case RE -> pattern != null && pattern.matches(labelValue);
      case NRE -> pattern != null && !pattern.matches(labelValue);
    };
  }

  public boolean matchesEmpty() {
    return matches("");
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
