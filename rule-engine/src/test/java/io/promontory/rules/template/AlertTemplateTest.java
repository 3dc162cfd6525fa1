package io.promontory.rules.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTemplateTest {
  private static final TemplateData DATA =
      new TemplateData(Labels.of("job", "node"), Labels.EMPTY, "http://x", 1.5, null);
  private static final TemplateContext CONTEXT = new TemplateContext(0, text -> List.of(), null);

  private static String expand(String text) throws TemplateException {
    return AlertTemplate.parse("A", text).expand(DATA, CONTEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '~',
      textBlock =
          """
          {{ range $i := 5 }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ if eq $i 3 }}{{ break }}{{ end }}{{ $i }}{{ end }} ^ 02

          {{ printf "%x %X %#v %U" "hi" 3054 "a\\"b" 8364 }} ^ 6869 BEE "a\\"b" U+20AC
          {{ (toTime 1435065584).Format "Monday, Jan _2 2006 3:04PM MST" }} ^ Tuesday, Jun 23 2015 1:19PM UTC
          {{ (toDuration 5025.7).Round 1000000000 }} ^ 1h23m46s
          {{ with $x := index $labels "job" }}{{ $x }}{{ end }} ^ node
          {{ .Value | printf "%.3e" }} ^ 1.500e+00
          {{ printf "%x %.3x %b" 1.0 3.14159 1.5 }} ^ 0x1p+00 0x1.922p+01 6755399441055744p-52
          {{ html "<a>" | len }} ^ 9
          {{ slice "日本語" 3 | printf "%q" }} ^ "本語"
          """)
  void templatesExpand(String template, String expected) throws Exception {
    assertThat(expand(template)).isEqualTo(expected);
  }

  @Test
  void aTemplateThatNeverEndsIsEnded() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> expand("{{ range 1000000000000 }}{{ end }}"))
        .withMessageContaining("too much work");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> expand("{{ range 1000000 }}{{ printf \"%100d\" 1 }}{{ end }}"))
        .withMessageContaining("result longer than");
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(
            () -> expand("{{ $x := \"ab\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}"))
        .withMessageContaining("too much work");
  }

  @Test
  void deepNestingIsRefusedAndNotRunInto() {
    assertThat(AlertTemplate.problem("{{ if 1 }}".repeat(100_000))).contains("nested");
    assertThat(AlertTemplate.problem("{{ " + "(".repeat(100_000) + " }}")).contains("depth");
    assertThat(AlertTemplate.problem("{{ if 1 }}{{ else " + "if 1 }}{{ else ".repeat(100_000)))
        .contains("nested");
  }

  @Test
  void problemsNameTheirLine() {
    assertThat(AlertTemplate.problem("a\nb {{ $value }}\n{{\n nope }}"))
        .isEqualTo("line 4: function \"nope\" not defined");
    assertThat(AlertTemplate.problem("{{ $value }}")).isEmpty();
  }

  /** Whatever the text, it either parses or is refused; whatever parses, expands or fails. */
  @Test
  void noTextBreaksTheEngine() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] parts = {
      "{{",
      "}}",
      "{{- ",
      " -}}",
      "$value",
      "$x",
      ":=",
      "=",
      "|",
      "(",
      ")",
      ".",
      ".Labels",
      " ",
      "if ",
      "range ",
      "with ",
      "end",
      "else ",
      "else if ",
      "define ",
      "\"t\"",
      "template \"t\" .",
      "block \"t\" .",
      "1",
      "-2.5",
      "'a'",
      "nil",
      "true",
      "printf \"%d%v%[2]*x\" ",
      "index ",
      "slice ",
      "len ",
      "eq ",
      "lt ",
      "and ",
      "or ",
      "not ",
      "humanize ",
      "query \"up\"",
      "first ",
      "toTime ",
      "toDuration ",
      ".Format \"2006\"",
      "args ",
      "break",
      "continue",
      ",",
      "$i, $v := ",
      "html ",
      "js ",
      "reReplaceAll \"(a*)\" \"$1\" ",
      "\n",
      "x",
      "/* c */"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "{{ " : "");
      for (int n = random.nextInt(14); n >= 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      if (random.nextBoolean()) {
        text.append(" }}{{ end }}");
      }
      try {
        expand(text.toString());
      } catch (TemplateException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
