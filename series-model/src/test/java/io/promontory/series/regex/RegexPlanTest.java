package io.promontory.series.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexPlanTest {
  @Test
  void planAndEngineAgree() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int planned = 0;
    int matched = 0;
    for (int round = 0; round < 2_000; round++) {
      String pattern = RandomRegex.pattern(random, 2);
      RegexNode tree;
      try {
        tree = RegexParser.parse(pattern);
      } catch (RegexSyntaxException e) {
        continue;
      }
      RegexPlan plan = RegexPlan.of(tree, pattern);
      if (plan instanceof RegexPlan.Engine) {
        continue;
      }
      planned++;
      RegexPlan engine = RegexPlan.Engine.of(tree, pattern);
      for (int i = 0; i < 20; i++) {
        String value = RandomRegex.value(random);
        boolean expected = engine.matches(value);
        matched += expected ? 1 : 0;
        assertThat(plan.matches(value))
            .as("seed %d: %s on %s, planned as %s", seed, pattern, value, plan)
            .isEqualTo(expected);
      }
    }
    assertThat(planned).isGreaterThan(200);
    assertThat(matched).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo", "a|b|c", "foo(bar|baz)?", ".*", ".+", "foo.*", ".*foo", ".*foo.*", ".+foo.+bar",
        "(a|b).*", "^foo$", "(?i)foo-bar", ".*(?i:error).*", "[ab]c[12]", "a{3}", "", "()|a",
            "\\Qa.b"
      })
  void commonShapesNeedNoEngine(String pattern) {
    assertThat(RegexPlan.of(RegexParser.parse(pattern), pattern))
        .isNotInstanceOf(RegexPlan.Engine.class);
  }

  @Test
  void longTextsAreOnePiece() {
    String text = "x1".repeat(100_000);
    assertThat(PieceExpansion.expand(RegexParser.parse(text)))
        .containsExactly(List.of(new Piece.Text(text)));
    assertThat(PieceExpansion.expand(RegexParser.parse("(?i)" + text)))
        .containsExactly(List.of(new Piece.FoldedText(text)));
    assertThat(PieceExpansion.expand(RegexParser.parse("(?i:a-)1(?i:b)C.*D")))
        .containsExactly(
            List.of(
                new Piece.FoldedText("a-1b"),
                new Piece.Text("C"),
                new Piece.Gap(0),
                new Piece.Text("D")));
  }

  @Test
  void manyAlternativesAreNotMultipliedWithALongText() {
    String numbers =
        IntStream.range(0, 9_000).mapToObj(Integer::toString).collect(Collectors.joining("|"));
    String shortOne = "(" + numbers + ")" + "x".repeat(20);
    assertThat(PieceExpansion.expand(RegexParser.parse(shortOne))).hasSize(9_000);
    String longOne = "(" + numbers + ")" + "x".repeat(2_000);
    assertThat(PieceExpansion.expand(RegexParser.parse(longOne))).isNull();
    assertThat(Regex.compile(longOne).matches("8999" + "x".repeat(2_000))).isTrue();
  }

  @Test
  void fewValuesAreListed() {
    assertThat(Regex.compile("b|a[12]|a1").values()).containsExactly("a1", "a2", "b");
    assertThat(Regex.compile("").values()).containsExactly("");
    assertThat(Regex.compile("a*").values()).isNull();
    assertThat(Regex.compile("(?i)a").values()).isNull();
    assertThat(Regex.compile("a|b.*").values()).isNull();
  }
}
