package io.promontory.rules.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.rules.eval.EvaluableRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependenciesTest {
  private static List<List<Integer>> stages(String rules) {
    GroupDefinition group =
        RuleBench.definitions("groups: [{name: g, rules: [" + rules + "]}]").get(0);
    List<EvaluableRule> evaluable = group.rules(true);
    return Dependencies.stages(evaluable);
  }

  @Test
  void rulesThatDoNotTouchRunSideBySide() {
    assertThat(stages("{record: a, expr: x}, {record: b, expr: y}, {alert: C, expr: z}"))
        .containsExactly(List.of(0, 1, 2));
  }

  @Test
  void aReaderWaitsForItsWriterAndAWriterForItsReader() {
    assertThat(stages("{record: a, expr: x}, {record: b, expr: a}, {record: c, expr: x}"))
        .containsExactly(List.of(0, 2), List.of(1));
    assertThat(stages("{record: b, expr: a}, {record: a, expr: x}"))
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void aSelectorWithoutANameWaitsForAllAndAllForIt() {
    assertThat(stages("{record: a, expr: x}, {record: b, expr: '{j=\"1\"}'}, {record: c, expr: x}"))
        .containsExactly(List.of(0), List.of(1), List.of(2));
  }

  @Test
  void anAlertThatQueriesInATemplateWaitsForAllAndAllForIt() {
    String text = "'{{ with query \"a\" }}{{ . | first | value }}{{ end }}'";
    assertThat(
            stages(
                "{record: a, expr: x}, {alert: B, expr: y, annotations: {t: %s}}, {record: c, expr: x}"
                    .formatted(text)))
        .containsExactly(List.of(0), List.of(1), List.of(2));
    assertThat(stages("{record: a, expr: x}, {alert: B, expr: y, annotations: {t: 'a query'}}"))
        .containsExactly(List.of(0, 1));
  }

  @Test
  void alertsAreReadByTheirName() {
    assertThat(
            stages(
                "{alert: A, expr: x}, {record: b, expr: 'ALERTS{alertname=\"A\"}'},"
                    + " {record: c, expr: 'ALERTS{alertname=\"B\"}'}"))
        .containsExactly(List.of(0, 2), List.of(1));
  }

  @Test
  void rulesThatMayWriteTheSameSeriesKeepTheirOrder() {
    assertThat(stages("{record: a, expr: x}, {record: a, expr: y}"))
        .containsExactly(List.of(0), List.of(1));
  }
}
