package io.promontory.rules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.promql.FeatureFlags;
import io.promontory.series.labels.Labels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RuleFileReaderTest {
  private static RuleFile read(String text) throws RuleFileException {
    return new RuleFileReader(FeatureFlags.NONE).read("r.yml", text);
  }

  @Test
  void everyFieldArrives() throws Exception {
    RuleFile file =
        read(
            """
            groups:
              - name: g
                interval: 1m30s
                query_offset: 30s
                limit: 0x10
                labels: {tier: back}
                rules:
                  - record: a:b
                    expr: sum(up)
                    labels: {x: 1.50}
                  - alert: Down
                    expr: up == 0
                    for: 5m
                    keep_firing_for: 1m
                    labels: {severity: page, gone: ~}
                    annotations: {summary: "{{ $labels.job }} is down"}
            """);
    RuleGroup group = file.groups().get(0);
    assertThat(group.name()).isEqualTo("g");
    assertThat(group.interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(group.queryOffset()).isEqualTo(Duration.ofSeconds(30));
    assertThat(group.limit()).isEqualTo(16);
    assertThat(group.labels()).isEqualTo(Labels.of("tier", "back"));
    assertThat(file.ruleCount()).isEqualTo(2);
    assertThat(group.rules().get(0))
        .isInstanceOfSatisfying(
            Rule.Recording.class,
            rule -> {
              assertThat(rule.name()).isEqualTo("a:b");
              assertThat(rule.labels()).isEqualTo(Labels.of("x", "1.50"));
            });
    assertThat(group.rules().get(1))
        .isInstanceOfSatisfying(
            Rule.Alerting.class,
            rule -> {
              assertThat(rule.name()).isEqualTo("Down");
              assertThat(rule.holdFor()).isEqualTo(Duration.ofMinutes(5));
              assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofMinutes(1));
              assertThat(rule.labels()).isEqualTo(Labels.of("severity", "page"));
              assertThat(rule.annotations().getOrEmpty("summary")).contains("$labels.job");
            });
  }

  @Test
  void allFaultsOfRulesAreListedWithTheirPlace() {
    assertThatExceptionOfType(RuleFileException.class)
        .isThrownBy(
            () ->
                read(
                    """
                    groups:
                      - name: bad
                        rules:
                          - record: a
                            alert: b
                            expr: sum(
                          - alert: C
                            expr: rate(up)
                            annotations: {x: "{{ nope }}"}
                      - name: bad
                    """))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "r.yml:5:16: group \"bad\", rule 1, \"b\": has both \"record\" and"
                            + " \"alert\"; keep one",
                        "r.yml:6:15: group \"bad\", rule 1, \"b\": 1:5: parse error: unclosed left"
                            + " parenthesis",
                        "r.yml:8:15: group \"bad\", rule 2, \"C\": 1:6: parse error: expected type"
                            + " range vector in call to function \"rate\", got instant vector",
                        "r.yml:9:22: group \"bad\", rule 2, \"C\": annotation \"x\": template: line"
                            + " 1: function \"nope\" not defined",
                        "r.yml:10:11: group \"bad\" is in this file twice"));
  }

  @Test
  void anUnknownKeyNamesTheNearest() {
    assertThatExceptionOfType(RuleFileException.class)
        .isThrownBy(() -> read("groups: [{name: g, rules: [{alert: A, exprr: up}]}]"))
        .withMessage("r.yml:1:39: unknown key \"exprr\"; did you mean \"expr\"?");
  }
}
