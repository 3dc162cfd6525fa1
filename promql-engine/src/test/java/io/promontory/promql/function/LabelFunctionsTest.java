package io.promontory.promql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelFunctionsTest {
  private static final Labels SERIES = Labels.of("__name__", "m", "src", "value-10", "two", "x\ny");

  @Test
  void expandsTemplatesAsGoDoes() {
    assertThat(replace("$1", "value-(.*)")).isEqualTo("10");
    assertThat(replace("${1}x", "value-(.*)")).isEqualTo("10x");
    assertThat(replace("a$1x", "value-(.*)")).isEqualTo("a");
    assertThat(replace("$$1-$0", "value-(.*)")).isEqualTo("$1-value-10");
    assertThat(replace("${number}/$number", "value-(?P<number>.*)")).isEqualTo("10/10");
    assertThat(replace("$9${nope}.", "value-(.*)")).isEqualTo(".");
    assertThat(replace("${1", "value-(.*)")).isEqualTo("${1");
    assertThat(replace("$ $", "value-(.*)")).isEqualTo("$ $");
    assertThat(replace("$1|$2", "(value)-10(optional)?")).isEqualTo("value|");
  }

  @Test
  void matchesTheWholeValueAcrossLines() {
    LabelReplace partial = new LabelReplace("dst", "$0", "src", "value");
    assertThat(partial.apply(SERIES)).isSameAs(SERIES);
    assertThat(new LabelReplace("dst", "$1", "two", "x(.)y").apply(SERIES).get("dst"))
        .isEqualTo("\n");
    assertThat(new LabelReplace("dst", "none", "absent", "").apply(SERIES).get("dst"))
        .isEqualTo("none");
  }

  @Test
  void knowsTheClassesOfUnicodeByGosNames() {
    assertThat(replace("$1", "(\\p{Letter}+)-.*")).isEqualTo("value");
    assertThat(replace("$word", "(?P<word>\\p{LC}+)-\\p{Decimal_Number}+")).isEqualTo("value");
  }

  @Test
  void keepsAnAlternativeBesideTheAnchors() {
    assertThat(replace("<$0>", "value)|(1.")).isEqualTo("<value>");
    assertThat(replace("<$0>", "no)|(1.")).isEqualTo("<10>");
  }

  @Test
  void removesALabelByTheEmptyText() {
    assertThat(new LabelReplace("src", "", "src", ".*").apply(SERIES).has("src")).isFalse();
  }

  @Test
  void joinsInOrderAndTakesAbsentLabelsAsEmpty() {
    Labels joined = new LabelJoin("dst", "-", List.of("src", "absent", "__name__")).apply(SERIES);
    assertThat(joined.get("dst")).isEqualTo("value-10--m");
    assertThat(new LabelJoin("src", "-", List.of()).apply(SERIES).has("src")).isFalse();
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new LabelReplace("dst", "", "src", "(.*"))
        .isInstanceOf(QueryException.class)
        .hasMessage("invalid regular expression in label_replace(): (.*");
    assertThatThrownBy(() -> new LabelReplace("", "", "src", ".*"))
        .isInstanceOf(QueryException.class)
        .hasMessage("invalid destination label name in label_replace(): ");
    assertThatThrownBy(() -> new LabelJoin("", ",", List.of("a")))
        .hasMessage("invalid destination label name in label_join(): ");
    assertThatThrownBy(() -> new LabelJoin("a", ",", List.of("\udcff")))
        .hasMessageStartingWith("invalid source label name in label_join(): ");
  }

  @Test
  void ordersRunsOfDigitsAsNumbers() {
    List<String> sorted = List.of("", "4m5", "4m1000", "10", "a9", "a10", "a10b", "b");
    assertThat(sorted.reversed().stream().sorted(NaturalOrder::compare))
        .containsExactlyElementsOf(sorted);
    assertThat(NaturalOrder.compare("9223372036854775808", "9223372036854775807")).isPositive();
  }

  private static String replace(String template, String regex) {
    return new LabelReplace("dst", template, "src", regex).apply(SERIES).getOrEmpty("dst");
  }
}
