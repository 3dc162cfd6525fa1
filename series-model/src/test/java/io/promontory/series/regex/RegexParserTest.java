package io.promontory.series.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegexParserTest {
  @Test
  void deepNestingIsAnErrorAndNoOverflow() {
    assertThatThrownBy(() -> Regex.compile("(".repeat(100_000)))
        .isInstanceOf(RegexSyntaxException.class)
        .hasMessageStartingWith("error parsing regexp: expression nests too deeply: `((((");
    assertThatThrownBy(() -> Regex.compile("(".repeat(1100) + "a" + ")".repeat(1100)))
        .hasMessageContaining("expression nests too deeply");
    assertThat(Regex.compile("(".repeat(900) + "a" + ")".repeat(900)).matches("a")).isTrue();
  }

  @Test
  void countsMultiply() {
    assertThatThrownBy(() -> Regex.compile("((a{10}){10}){11}"))
        .hasMessage("error parsing regexp: invalid repeat count: `{11}`");
    assertThat(Regex.compile("((a{10}){10}){10}").matches("a".repeat(1000))).isTrue();
    assertThatThrownBy(() -> Regex.compile("(.{1000})".repeat(4000)))
        .hasMessageContaining("expression too large");
  }

  @Test
  void invalidUtf8IsRefused() {
    assertThatThrownBy(() -> Regex.compile("a\udcffb"))
        .hasMessage("error parsing regexp: invalid UTF-8: `\udcffb`");
  }

  @Test
  void classNamesAreThoseOfGo() {
    assertThat(Regex.compile("\\p{Letter}\\p{uppercase_letter}\\p{han}").matches("aB日")).isTrue();
    assertThat(Regex.compile("\\p{Assigned}").matches("\u0378")).isFalse();
    assertThat(Regex.compile("\\p{C}").matches("\u0378")).isTrue();
    assertThatThrownBy(() -> Regex.compile("\\p{Old_Italic}"))
        .hasMessage("error parsing regexp: invalid character class range: `\\p{Old_Italic}`");
  }

  @Test
  void foldingComesBeforeNegation() {
    assertThat(Regex.compile("(?i)[^k]").matches("\u212a")).isFalse();
    assertThat(Regex.compile("(?i)\\W").matches("\u017f")).isFalse();
    assertThat(Regex.compile("(?i)\\P{Lu}").matches("a")).isFalse();
    assertThat(Regex.compile("(?i)İ").matches("i")).isFalse();
  }

  @Test
  void groupsKeepTheirNumbers() {
    var matcher = Regex.pattern("(?P<host>[^:]+)(?::(\\d+))?").matcher("db:5432");
    assertThat(matcher.matches()).isTrue();
    assertThat(matcher.group(1)).isEqualTo("db");
    assertThat(matcher.group(2)).isEqualTo("5432");
    assertThat(matcher.group("host")).isEqualTo("db");
  }

  @Test
  void ofGroupsWithOneNameTheFirstHasIt() {
    var matcher = Regex.pattern("(?P<n>a)(?P<n>b)").matcher("ab");
    assertThat(matcher.find()).isTrue();
    assertThat(matcher.group("n")).isEqualTo("a");
    assertThat(matcher.group(2)).isEqualTo("b");
  }

  @Test
  void searchesAreNotAnchoredAndTheirDotMatchesNoNewline() {
    assertThat(Regex.pattern("b.").matcher("abc").find()).isTrue();
    assertThat(Regex.pattern("b.").matcher("ab\n").find()).isFalse();
    assertThat(Regex.pattern("(?s)b.").matcher("ab\n").find()).isTrue();
    assertThat(Regex.pattern("(?s:b.)").matcher("ab\n").find()).isTrue();
  }

  @Test
  void laziness() {
    var matcher = Regex.pattern("(a+?)(a*)").matcher("aaa");
    assertThat(matcher.matches()).isTrue();
    assertThat(matcher.group(1)).isEqualTo("a");
    matcher = Regex.pattern("(?U)(a+)(a*)").matcher("aaa");
    assertThat(matcher.matches()).isTrue();
    assertThat(matcher.group(1)).isEqualTo("a");
  }
}
