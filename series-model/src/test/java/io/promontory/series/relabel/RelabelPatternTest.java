package io.promontory.series.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RelabelPatternTest {
  @Test
  void knowsTheClassesOfUnicodeByGosNames() {
    var match = new RelabelPattern("(?P<word>\\p{Letter}+)-\\p{Decimal_Number}").match("abc-1");
    assertThat(match).isNotNull();
    assertThat(match.group(1)).isEqualTo("abc");
    assertThat(match.group("word")).isEqualTo("abc");
    assertThatThrownBy(() -> new RelabelPattern("\\p{Nothing}"))
        .isInstanceOf(RelabelException.class)
        .hasMessage("error parsing regexp: invalid character class range: `\\p{Nothing}`");
  }

  @Test
  void keepsAnAlternativeBesideTheAnchors() {
    RelabelPattern pattern = new RelabelPattern("a)|(b.");
    assertThat(pattern.matches("axx")).isTrue();
    assertThat(pattern.matches("xxbx")).isTrue();
    assertThat(pattern.matches("xxa")).isFalse();
    assertThat(pattern.matches("xxb\n")).isFalse();
  }
}
