package io.promontory.rules.template;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "a } b }} c",
        "{{ $labels.instance }} {{ $value | humanize }}",
        "{{ if eq $labels.job \"x\" }}a{{ else if gt $value 0.5 }}b{{ else }}c{{ end }}",
        "{{ range $i, $s := query \"up\" }}{{ $i }}{{ $s.Labels.job }}{{ break }}{{ end }}",
        "{{ with $x := query `up` | first }}{{ $x.Value }}{{ else }}none{{ end }}",
        "{{ define \"t\" }}{{ .arg0 }}{{ end }}{{ template \"t\" (args 1 2) }}",
        "{{- /* a comment }} */ -}}",
        "{{ printf \"%.2f %s\" -1.5e3 'x' }}",
        "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}",
        "{{ (query \"up\" | first).Value }}",
        "{{ with . }}{{ with .Labels }}{{ $ }}{{ end }}{{ end }}",
        "{{\n$value\n}}"
      })
  void good(String text) {
    assertThatCode(() -> TemplateSyntax.check(text)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {{ $labels.job                     | line 1: unclosed action
          {{ nosuchfunction }}               | line 1: function "nosuchfunction" is not defined
          {{ if }}x{{ end }}                 | line 1: missing value for if
          {{ $undefined }}                   | line 1: undefined variable "$undefined"
          {{ if true }}x                     | line 1: {{if}} has no {{end}}
          {{ end }}                          | line 1: unexpected {{end}}
          {{ else }}                         | line 1: unexpected {{else}}
          {{ "a }}                           | line 1: unterminated quoted string
          {{ (1 }}                           | line 1: unclosed parenthesis
          {{ with $x := 1 }}{{ end }}{{ $x }} | line 1: undefined variable "$x"
          {{ break }}                        | line 1: {{break}} outside {{range}}
          {{ template x }}                   | line 1: {{template}} needs a quoted name
          {{ 1 ! }}                          | line 1: unexpected character '!'
          {{ /* a                            | line 1: unexpected character '/'
          """)
  void bad(String text, String message) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> TemplateSyntax.check(text))
        .withMessage(message);
  }

  @Test
  void theLineIsThatOfTheFault() {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> TemplateSyntax.check("a\nb {{ $value }}\n{{\n nope }}"))
        .withMessageStartingWith("line 4: ");
  }
}
