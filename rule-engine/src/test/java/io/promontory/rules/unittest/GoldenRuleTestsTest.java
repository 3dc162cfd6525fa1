package io.promontory.rules.unittest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.promql.FeatureFlags;
import io.promontory.rules.file.RuleDialect;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What promtool 3.14 says of files of tests: the same failures, in the same words. */
class GoldenRuleTestsTest {
  @TestFactory
  List<DynamicTest> promtoolsVerdicts() {
    return JsonLines.reference("golden", "language", "rules", "verdicts.jsonl").stream()
        .filter(line -> line.get("cmd").get(0).asText().equals("test"))
        .filter(line -> line.get("cmd").size() == 3)
        .filter(line -> !line.get("cmd").get(2).asText().startsWith("no-such"))
        .map(line -> DynamicTest.dynamicTest(line.get("cmd").get(2).asText(), () -> check(line)))
        .toList();
  }

  private static void check(JsonNode line) {
    Path file = Reference.path("golden", "language", "rules", line.get("cmd").get(2).asText());
    TestedFile tested =
        TestedFile.run(file, TestOptions.of(FeatureFlags.NONE, RuleDialect.PROMETHEUS));
    assertThat(tested.failures().isEmpty()).isEqualTo(line.get("exit").asInt() == 0);
    String expected = line.get("stderr").asText();
    if (expected.contains("    expr:")
        || expected.contains("    rule:")
        || expected.contains("alertname")) {
      assertThat("  FAILED:\n" + String.join("\n", tested.failures()) + "\n").isEqualTo(expected);
    }
  }
}
