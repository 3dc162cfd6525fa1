package io.promontory.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Walk;
import io.promontory.promql.print.AstTree;
import io.promontory.promql.print.PrettyPrinter;
import io.promontory.promql.print.Printer;
import io.promontory.series.testing.JsonLines;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random texts: nothing but parse errors may come of them, and none takes long. */
class ParserFuzzTest {
  /** Of one text; a text takes microseconds, a machine that is busy may take its time. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

  @Test
  void onlyParseErrorsComeOfTokenSoup() {
    ExpressionSoup soup = new ExpressionSoup(new Random(4711));
    assertThat(parsed(60_000, soup::tokens, 4711)).isGreaterThan(1_000);
  }

  @Test
  void onlyParseErrorsComeOfRandomCharacters() {
    ExpressionSoup soup = new ExpressionSoup(new Random(4712));
    parsed(20_000, soup::characters, 4712);
  }

  @Test
  void onlyParseErrorsComeOfChangedExpressions() {
    List<String> texts = recorded();
    ExpressionSoup soup = new ExpressionSoup(new Random(4713));
    assertThat(parsed(40_000, () -> soup.mutated(texts), 4713)).isGreaterThan(2_000);
  }

  @Test
  void onlyParseErrorsComeOfDeepAndWideTexts() {
    ExpressionSoup soup = new ExpressionSoup(new Random(4714));
    parsed(800, soup::deep, 4714);
    assertThat(parsed(400, soup::wide, 4714)).isPositive();
    assertThat(parsed(500, soup::regex, 4714)).isPositive();
  }

  @Test
  @Tag("long")
  void onlyParseErrorsComeOfAnything() {
    List<String> texts = recorded();
    for (long seed = 9_000; seed < 9_020; seed++) {
      ExpressionSoup soup = new ExpressionSoup(new Random(seed));
      parsed(100_000, soup::tokens, seed);
      parsed(100_000, soup::characters, seed);
      parsed(100_000, () -> soup.mutated(texts), seed);
      parsed(1_000, soup::deep, seed);
      parsed(1_000, soup::wide, seed);
      parsed(1_000, soup::regex, seed);
    }
  }

  private static List<String> recorded() {
    List<JsonNode> lines = JsonLines.reference("golden", "language", "parse.jsonl");
    return lines.stream().map(line -> line.get("in").textValue()).toList();
  }

  /** How many of so many texts parse. */
  private static int parsed(int count, Supplier<String> texts, long seed) {
    int parsed = 0;
    for (int i = 0; i < count; i++) {
      String text = texts.get();
      long start = System.nanoTime();
      parsed += survives(text, seed) ? 1 : 0;
      if (System.nanoTime() - start > LONGEST_NANOS) {
        fail("seed " + seed + " took too long: " + shown(text));
      }
    }
    return parsed;
  }

  /** Whether the text parses; what parses prints, and its parts lie inside the text. */
  private static boolean survives(String text, long seed) {
    try {
      Expr expr = PromQlParser.parse(text, FeatureFlags.ALL_SYNTAX);
      Printer.print(expr);
      PrettyPrinter.print(expr);
      AstTree.of(expr);
      Walk.forEach(expr, e -> assertThat(e.span().start()).isBetween(0, e.span().end()));
      return true;
    } catch (ParseException e) {
      assertThat(e.getMessage()).contains("parse error: ");
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("seed " + seed + ": " + shown(text), e);
    }
  }

  private static String shown(String text) {
    return text.length() < 500 ? text : text.substring(0, 500) + "... of " + text.length();
  }
}
