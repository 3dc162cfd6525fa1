package io.promontory.series.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTextTest {
  private static String text(String expression) {
    return RegexText.of(RegexParser.parse(expression), expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "foo-bar.* (?s)foo-bar.{0,}",
        "a\\.b (?s)a\\.b",
        "(?i)ab-1c(?-i)d (?s)(?i)ab-1c(?-i)d",
        "(?i:a)1(?i:b) (?s)(?i)a1b",
        "(?i:a)[b-d]e (?s)(?i)a(?-i)[b-d]e",
        "(?i:a)[bc]|e (?s)(?:(?i)a(?-i)[b-c]|e)",
        "((?i)a)B (?s)((?i)a)B",
        "(?i)É (?s)[Éé]",
        "(?P<n>a)|(?P<n>b) (?s)(?:(?P<n>a)|(b))",
        "[-^\\]] (?s)[\\-\\]-\\^]",
        "(?:ab)+? (?s)(?:ab){1,}?",
      })
  void isPlain(String expression, String expected) {
    assertThat(text(expression)).isEqualTo(expected);
  }

  @Test
  void growsLittle() {
    String hosts =
        IntStream.range(0, 1000)
            .mapToObj(i -> "production-web-" + i + "-[a-z0-9]+\\.example\\.com")
            .collect(Collectors.joining("|"));
    assertThat(text(hosts)).hasSizeLessThan(hosts.length() * 3 / 2);
    assertThat(text("(?i)" + hosts)).hasSizeLessThan(hosts.length() * 2);
    assertThat(text("\\pL")).hasSizeLessThan(4_000);
  }

  @Test
  void isRefusedWhereTheEngineWouldTakeTooLongToReadIt() {
    String letters = "\\pL".repeat(20);
    assertThat(Regex.compile(letters).matches("a".repeat(20))).isTrue();
    for (String expression :
        List.of("\\pL".repeat(100), "[ab]".repeat(250_000), "(a)".repeat(99_999))) {
      assertThatThrownBy(() -> Regex.compile(expression))
          .isInstanceOf(RegexSyntaxException.class)
          .hasMessage("error parsing regexp: expression too large: `" + expression + "`");
    }
  }

  @Test
  void isTakenForLongLiterals() {
    String literal = "x-".repeat(50_000);
    Regex regex = Regex.compile(literal + "[0-9]+");
    assertThat(regex.matches(literal + "12")).isTrue();
    assertThat(regex.matches(literal)).isFalse();
  }

  @Test
  void meansWhatTheExpressionMeans() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int matched = 0;
    for (int round = 0; round < 3_000; round++) {
      String expression = RandomRegex.pattern(random, 2);
      Pattern own;
      Pattern written;
      try {
        own = Pattern.compile(expression, Pattern.DOTALL);
        written = Pattern.compile(text(expression));
      } catch (PatternSyntaxException | RegexSyntaxException e) {
        continue;
      }
      for (int i = 0; i < 20; i++) {
        String value = RandomRegex.value(random);
        boolean expected = own.matches(value);
        matched += expected ? 1 : 0;
        assertThat(written.matches(value))
            .as("seed %d: %s on %s, written as %s", seed, expression, value, written)
            .isEqualTo(expected);
      }
    }
    assertThat(matched).isGreaterThan(200);
  }
}
