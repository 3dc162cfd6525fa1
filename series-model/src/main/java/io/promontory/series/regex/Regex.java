package io.promontory.series.regex;

import com.google.re2j.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression over whole values: anchored at both ends, the dot matches newlines. Syntax,
 * meaning and error texts are Go's. Immutable; matching takes time linear in the value.
 */
public final class Regex {
  private static final String OPERATORS = "\\.+*?()[]{}^$";

  private final String text;
  private final RegexNode tree;
  private final RegexPlan plan;

  private Regex(String text, RegexNode tree) {
    this.text = text;
    this.tree = tree;
    this.plan = RegexPlan.of(tree, text);
  }

  /**
   * Parses an expression.
   *
   * @throws RegexSyntaxException if it does not parse; the message is Go's
   */
  public static Regex compile(String text) {
    return new Regex(text, RegexParser.parse(text, false));
  }

  /**
   * Parses the expression of a matcher. Prometheus compares literals between bars without parsing
   * them, so that they may hold bytes that are no UTF-8; elsewhere those are an error.
   *
   * @throws RegexSyntaxException if it does not parse; the message is Go's
   */
  public static Regex compileForMatcher(String text) {
    boolean literals = text.chars().noneMatch(c -> OPERATORS.indexOf(c) >= 0);
    return new Regex(text, RegexParser.parse(text, literals));
  }

  public boolean matches(String value) {
    return plan.matches(value);
  }

  /** All values that match, sorted; null where they are not known to be few. */
  public @Nullable List<String> values() {
    return plan instanceof RegexPlan.Values known
        ? known.values().stream().sorted().toList()
        : null;
  }

  /** A text with which every value begins that matches; empty where none is known. */
  public String prefix() {
    return RegexPrefix.of(tree);
  }

  /**
   * An expression for those who search or need groups: not anchored, and the dot matches no
   * newline. Groups have their numbers and names; the first group of a name has it.
   *
   * @throws RegexSyntaxException if it does not parse; the message is Go's
   */
  public static Pattern pattern(String text) {
    return Pattern.compile(RegexText.of(RegexParser.parseWithoutFlags(text), text));
  }

  /** The expression as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
