package io.promontory.frontend.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetGroupsTest {
  private static final List<Target> GOOD =
      List.of(
          Target.of("a:9090", Labels.of("zone", "1")),
          Target.of("b:9090", Labels.of("zone", "1")),
          Target.of("c:9090", Labels.EMPTY));

  @Test
  void filesOfPrometheusAreRead() throws DiscoveryException {
    assertThat(
            TargetGroups.yaml(
                """
                - targets: [a:9090, 'b:9090']
                  labels:
                    zone: 1
                - targets:
                    - c:9090
                """))
        .isEqualTo(GOOD);
    assertThat(
            TargetGroups.json(
                """
                [{"targets": ["a:9090", "b:9090"], "labels": {"zone": "1"}},
                 {"labels": null, "targets": ["c:9090"]}]
                """))
        .isEqualTo(GOOD);
    assertThat(TargetGroups.yaml("")).isEmpty();
    assertThat(TargetGroups.json("[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                      | must be a list
          [1]                     | must be a mapping
          [{"targets": "a"}]      | must be a list
          [{"targets": [1]}]      | must be a text
          [{"targets": [""]}]     | is empty
          [{"target": []}]        | unknown key "target"
          [{"labels": ["a"]}]     | mapping
          [{"labels": {"a": 1}}]  | must be a text
          [                       | no JSON
          [] []                   | no JSON
          """)
  void whatIsNoListOfGroupsIsRefused(String json, String message) {
    assertThatExceptionOfType(DiscoveryException.class)
        .isThrownBy(() -> TargetGroups.json(json))
        .withMessageContaining(message);
    assertThatExceptionOfType(DiscoveryException.class)
        .isThrownBy(() -> TargetGroups.yaml("- targets: {a: b}"))
        .withMessageContaining("1:12: targets must be a list");
  }
}
