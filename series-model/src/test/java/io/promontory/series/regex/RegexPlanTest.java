package io.promontory.series.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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
      RegexPlan plan = RegexPlan.of(tree);
      if (plan instanceof RegexPlan.Engine) {
        continue;
      }
      planned++;
      RegexPlan engine = RegexPlan.Engine.of(tree);
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
    assertThat(RegexPlan.of(RegexParser.parse(pattern))).isNotInstanceOf(RegexPlan.Engine.class);
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
