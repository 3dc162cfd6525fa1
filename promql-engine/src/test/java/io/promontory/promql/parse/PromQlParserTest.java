package io.promontory.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.promql.ast.Walk;
import io.promontory.promql.plan.DurationExpressions;
import io.promontory.promql.print.AstTree;
import io.promontory.promql.print.PrettyPrinter;
import io.promontory.promql.print.Printer;
import io.promontory.series.matcher.Matcher;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlParserTest {
  private static Expr parse(String text) {
    return PromQlParser.parse(text, FeatureFlags.ALL_SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // precedence and associativity, made visible by parentheses that change nothing
        "a + b * c ^ d                 | a + (b * (c ^ d))",
        "a - b - c                     | (a - b) - c",
        "a ^ b ^ c                     | a ^ (b ^ c)",
        "a or b and c unless d         | a or ((b and c) unless d)",
        "a == b + c                    | a == (b + c)",
        "-a ^ b                        | -(a ^ b)",
        "-a * b                        | (-a) * b",
        "a % b atan2 c / d             | ((a % b) atan2 c) / d",
        "a </ 1 == b >/ 2              | ((a </ 1) == b) >/ 2",
        "-x[5m:] offset 1m             | -(x[5m:] offset 1m)",
      })
  void bindsOperatorsByPrecedence(String flat, String grouped) {
    if (flat.startsWith("-x")) {
      assertThatThrownBy(() -> parse(flat)).hasMessageContaining("got \"range vector\"");
      return;
    }
    assertThat(shape(parse(flat))).isEqualTo(shape(parse(grouped)));
  }

  /** The tree in Polish notation, parentheses left out. */
  private static String shape(Expr expr) {
    return switch (expr) {
      case Binary e -> e.op() + "(" + shape(e.lhs()) + "," + shape(e.rhs()) + ")";
      case io.promontory.promql.ast.Paren e -> shape(e.expr());
      case io.promontory.promql.ast.Unary e -> "NEG(" + shape(e.expr()) + ")";
      default -> Printer.print(expr);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "                       | unknown position: parse error: no expression found in input",
        "sum(                   | 1:5: parse error: unclosed left parenthesis",
        "a[5m                   | 1:5: parse error: unclosed left bracket",
        "a{b=\"c\"             | 1:8: parse error: unexpected end of input inside braces",
        "a{b!\"c\"}            | 1:4: parse error: unexpected character after '!' inside braces: '\"'",
        "a{b=c}                 | 1:5: parse error: unexpected identifier \"c\" in label matching, expected string",
        "a b                    | 1:3: parse error: unexpected identifier \"b\"",
        "sum(a b)               | 1:7: parse error: unexpected identifier \"b\" in aggregation",
        "sum by a (b)           | 1:8: parse error: unexpected identifier \"a\" in grouping opts, expected \"(\"",
        "a offset b             | 1:10: parse error: unexpected identifier \"b\" in offset, expected number, duration, step(), or range()",
        "a @ b                  | 1:5: parse error: unexpected identifier \"b\" in @, expected timestamp",
        "a[5m:1m 3]             | 1:9: parse error: unexpected number \"3\" in subquery selector, expected \"]\"",
        "abs(a,)                | 1:6: parse error: trailing commas not allowed in function call args",
        "nope(a)                | 1:1: parse error: unknown function with name \"nope\"",
        "rate(a)                | 1:6: parse error: expected type range vector in call to function \"rate\", got instant vector",
        "abs(a, b)              | 1:1: parse error: expected 1 argument(s) in call to \"abs\", got 2",
        "round()                | 1:1: parse error: expected at least 1 argument(s) in call to \"round\", got 0",
        "1 == 1                 | 1:3: parse error: comparisons between scalars must use BOOL modifier",
        "a + bool b             | 1:3: parse error: bool modifier can only be used on comparison operators",
        "a and on(x) group_left b | 1:1: parse error: no grouping allowed for \"and\" operation",
        "1 or a                 | 1:1: parse error: set operator \"or\" not allowed in binary scalar expression",
        "a + on(x) 1            | 1:1: parse error: vector matching only allowed between instant vectors",
        "{}                     | 1:1: parse error: vector selector must contain at least one non-empty matcher",
        "a{__name__=\"b\"}     | 1:1: parse error: metric name must not be set twice: \"a\" or \"b\"",
        "a offset 5m offset 1m  | 1:1: parse error: offset may not be set multiple times",
        "a @ 1 @ 2              | 1:1: parse error: @ <timestamp> may not be set multiple times",
        "(a)[5m]                | 1:4: parse error: ranges only allowed for vector selectors",
        "a[0]                   | 1:3: parse error: duration must be greater than 0",
        "a[5x]                  | 1:3: parse error: bad number or duration syntax: \"5\"",
        "a[1ms5h]               | 1:3: parse error: not a valid duration string: \"1ms5h\"",
        "0b1                    | 1:1: parse error: bad number or duration syntax: \"0\"",
        "\"\\q\"                | 1:1: parse error: unknown escape sequence U+0071 'q'",
        "日 + 1                 | 1:1: parse error: unexpected character: '日'",
        "(日)                   | 1:2: parse error: unexpected character: '日'",
        "\"日\" b               | 1:7: parse error: unexpected identifier \"b\"",
      })
  void saysWhatIsWrongAndWhere(String text, String message) {
    assertThatThrownBy(() -> parse(text == null ? "" : text))
        .isInstanceOf(ParseException.class)
        .hasMessage(message);
  }

  @Test
  void countsLinesAndBytes() {
    assertThatThrownBy(() -> parse("a +\n\"日\" b"))
        .isInstanceOfSatisfying(
            ParseException.class,
            e -> {
              assertThat(e.getMessage()).startsWith("2:7: parse error: ");
              assertThat(e.detail()).isEqualTo("unexpected identifier \"b\"");
              assertThat(e.span()).isEqualTo(new Span(10, 11));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "a anchored, 1:1: parse error: anchored modifier is experimental and not enabled",
    "a + fill(1) b, 1:1: parse error: binop fill modifiers are experimental and not enabled",
    "'limitk(1, a)', 1:1: parse error: limitk() is experimental and must be enabled with"
        + " --enable-feature=promql-experimental-functions",
    "info(a), 1:1: parse error: function \"info\" is not enabled",
  })
  void refusesWhatIsNotEnabled(String text, String message) {
    assertThatThrownBy(() -> PromQlParser.parse(text, FeatureFlags.NONE)).hasMessage(message);
    assertThat(parse(text)).isNotNull();
  }

  @Test
  void setOperatorsAreManyToManyAndScalarsNeedNoMatching() {
    assertThat(((Binary) parse("a and b")).matching().cardinality())
        .isEqualTo(Cardinality.MANY_TO_MANY);
    assertThat(((Binary) parse("a + 1")).matching()).isNull();
  }

  @Test
  void readsSelectorsOfTheApi() {
    assertThat(PromQlParser.parseSelector("a{b=~\"c|d\"}"))
        .containsExactly(Matcher.of(Matcher.Type.RE, "b", "c|d"), Matcher.equal("__name__", "a"));
    assertThat(PromQlParser.hasNonEmptyMatcher(PromQlParser.parseSelector("{a=\"\"}"))).isFalse();
    assertThatThrownBy(() -> PromQlParser.parseSelector("a[5m]"))
        .hasMessage("1:2: parse error: unexpected \"[\"");
  }

  @Test
  void keepsBytesThatAreNoUtf8() {
    Expr expr = parse("\"\\xff\\xe6\\x97\\xa5\"");
    assertThat(Printer.print(expr)).isEqualTo("\"\\xff日\"");
    assertThat(AstTree.of(expr)).containsEntry("val", "\ufffd日");
  }

  @Test
  void literalsInRegularExpressionsMayBeAnyBytes() {
    assertThat(Printer.print(parse("a{b=~\"\\xff|c\"}"))).isEqualTo("a{b=~\"\\xff|c\"}");
    assertThatThrownBy(() -> parse("a{b=~\"\\xff.\"}"))
        .hasMessageContaining("error parsing regexp: invalid UTF-8");
  }

  @Test
  void refusesTextsBeyondTheLimit() {
    String text = "\"" + "x".repeat(PromQlParser.MAX_BYTES) + "\"";
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ParseException.class)
        .hasMessage("1:1: parse error: expression is longer than 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(%s)", "-%s", "1 + %s", "%s + 1", "2 ^ %s", "abs(%s)", "sum(%s)"})
  void holdsDeepExpressionsOnADefaultStackAndRefusesDeeper(String step) throws Exception {
    boolean chain = step.endsWith(" + %s") || step.startsWith("%s + ");
    String deepest = nested(step, (chain ? Nesting.MAX_HEIGHT : Nesting.MAX_DEPTH) - 2);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, () -> walkAll(deepest), "default stack", 1024 * 1024);
    thread.setUncaughtExceptionHandler((t, error) -> failure.set(error));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();

    assertThatThrownBy(() -> parse(nested(step, 400_000 / step.length())))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("expression is nested deeper than ");
  }

  @Test
  void refusesDeepDurations() {
    assertThatThrownBy(() -> parse("a[" + nested("(%s)", 5000).replace("x", "1") + "]"))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> parse("a[" + nested("%s + 1", 5000).replace("x", "1") + "]"))
        .hasMessageContaining("nested deeper");
  }

  private static void walkAll(String text) {
    Expr expr = parse(text);
    PrettyPrinter.print(expr);
    AstTree.of(expr);
    DurationExpressions.resolve(expr, 0, 1, 1);
    Walk.transform(expr, e -> e);
  }

  private static String nested(String step, int levels) {
    int hole = step.indexOf("%s");
    return step.substring(0, hole).repeat(levels) + "x" + step.substring(hole + 2).repeat(levels);
  }
}
