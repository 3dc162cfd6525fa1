package io.promontory.series.matcher;

import static io.promontory.series.matcher.Matcher.Type.EQ;
import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static io.promontory.series.matcher.Matcher.Type.NRE;
import static io.promontory.series.matcher.Matcher.Type.RE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTest {
  @Test
  void theFourComparisons() {
    assertThat(Matcher.of(EQ, "a", "b").matches("b")).isTrue();
    assertThat(Matcher.of(EQ, "a", "b").matches("bb")).isFalse();
    assertThat(Matcher.of(NEQ, "a", "b").matches("b")).isFalse();
    assertThat(Matcher.of(NEQ, "a", "b").matchesEmpty()).isTrue();
    assertThat(Matcher.of(RE, "a", "b+").matches("bbb")).isTrue();
    assertThat(Matcher.of(RE, "a", "b+").matches("xbbb")).isFalse();
    assertThat(Matcher.of(NRE, "a", "b+").matches("x")).isTrue();
    assertThat(Matcher.of(RE, "a", ".*").matchesEmpty()).isTrue();
    assertThat(Matcher.of(RE, "a", "x.y").matches("x\ny")).isTrue();
  }

  @Test
  void aBrokenExpressionIsRefusedInGosWords() {
    assertThatThrownBy(() -> Matcher.of(RE, "a", "a)|(b"))
        .isInstanceOf(InvalidMatcherException.class)
        .hasMessage("error parsing regexp: unexpected ): `a)|(b`");
    assertThat(Matcher.of(EQ, "a", "a)|(b").matches("a)|(b")).isTrue();
  }

  @Test
  void setValuesOfEachType() {
    assertThat(Matcher.of(EQ, "a", "b").setValues()).containsExactly("b");
    assertThat(Matcher.of(RE, "a", "b|c").setValues()).containsExactly("b", "c");
    assertThat(Matcher.of(RE, "a", "b|c.*").setValues()).isNull();
    assertThat(Matcher.of(NEQ, "a", "b").setValues()).isNull();
    assertThat(Matcher.of(NRE, "a", "b|c").setValues()).isNull();
  }

  @Test
  void oneOfMatchesItsValuesAsTheyAreWritten() {
    Matcher several = Matcher.oneOf("a", List.of("x.y", "(b|c)", "\\d^[]{2}$+*?"));
    assertThat(several.type()).isEqualTo(RE);
    assertThat(several.setValues()).containsExactlyInAnyOrder("x.y", "(b|c)", "\\d^[]{2}$+*?");
    assertThat(several.matches("xzy")).isFalse();
    assertThat(Matcher.oneOf("a", List.of("x.y"))).isEqualTo(Matcher.equal("a", "x.y"));
  }

  @Test
  void printsAsPromql() {
    assertThat(Matcher.of(NRE, "job", "a\"b").toString()).isEqualTo("job!~\"a\\\"b\"");
    assertThat(Matcher.of(EQ, "a.b", "x").toString()).isEqualTo("\"a.b\"=\"x\"");
    assertThat(Matcher.of(EQ, "a", "x"))
        .isEqualTo(Matcher.equal("a", "x"))
        .hasSameHashCodeAs(Matcher.equal("a", "x"))
        .isNotEqualTo(Matcher.of(RE, "a", "x"));
  }
}
