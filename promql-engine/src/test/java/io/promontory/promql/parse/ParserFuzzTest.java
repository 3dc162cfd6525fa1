package io.promontory.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Walk;
import io.promontory.promql.print.AstTree;
import io.promontory.promql.print.PrettyPrinter;
import io.promontory.promql.print.Printer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random tokens and bytes: nothing but parse errors may come of them. */
class ParserFuzzTest {
  private static final String[] TOKENS =
      ("foo sum topk rate abs info time offset anchored smoothed by without on ignoring group_left"
              + " fill fill_left bool and or atan2 step range start end max_of 5m 1h30m 0.5 1 0x1F 08"
              + " inf NaN \"s\" 's' `r` \"\\x41\" ( ) ( ) { } [ ] [5m] [5m:1m] : , + - * / % ^ =="
              + " != <= < </ = =~ !~ @ {a=\"b\"} {\"m\"} # \n foo:bar 日本 😀 \\ ~ . $ \u0000 \udcff")
          .split(" ");

  @Test
  void onlyParseErrorsComeOfTokenSoup() {
    long seed = 4711;
    Random random = new Random(seed);
    int parsed = 0;
    for (int i = 0; i < 60_000; i++) {
      parsed += survives(soup(random), seed) ? 1 : 0;
    }
    assertThat(parsed).as("seed %d", seed).isGreaterThan(1_000);
  }

  @Test
  void onlyParseErrorsComeOfRandomCharacters() {
    long seed = 4712;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(
            (char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      survives(text.toString(), seed);
    }
  }

  private static String soup(Random random) {
    StringBuilder text = new StringBuilder();
    String separator = random.nextInt(4) == 0 ? "" : " ";
    for (int length = 1 + random.nextInt(12); length > 0; length--) {
      text.append(TOKENS[random.nextInt(TOKENS.length)]).append(separator);
    }
    return text.toString();
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
    } catch (RuntimeException | StackOverflowError e) {
      return fail("seed " + seed + ": " + text, e);
    }
  }
}
