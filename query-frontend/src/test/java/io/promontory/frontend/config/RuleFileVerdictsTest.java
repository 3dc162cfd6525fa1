package io.promontory.frontend.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A rule file is good where {@code promtool check rules} of Prometheus 3.14 says so. */
class RuleFileVerdictsTest {
  private static final String FEATURES = "--enable-feature=";

  /** Its group has {@code partial_response_strategy}, which ours know and Prometheus' do not. */
  private static final String GOOD_FOR_A_SERVER = "invalid-unknown-group-field.yml";

  @TestFactory
  List<DynamicTest> agreesWithPromtool() throws IOException {
    Path folder = Reference.path("golden", "language", "rules");
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("verdicts.jsonl"))) {
      JsonNode verdict = new ObjectMapper().readTree(line);
      List<String> words = new ArrayList<>();
      verdict.get("cmd").forEach(word -> words.add(word.asText()));
      List<String> options = words.stream().filter(word -> word.startsWith("--")).toList();
      boolean ours = options.stream().allMatch(option -> option.startsWith(FEATURES));
      List<String> files = words.stream().filter(word -> word.endsWith(".yml")).toList();
      if (words.subList(0, 2).equals(List.of("check", "rules")) && ours && files.size() == 1) {
        List<String> features =
            options.stream().map(option -> option.substring(FEATURES.length())).toList();
        tests.add(
            DynamicTest.dynamicTest(
                String.join(" ", words),
                () ->
                    assertThat(isGood(folder.resolve(files.get(0)), features))
                        .isEqualTo(
                            verdict.get("exit").asInt() == 0
                                || files.get(0).equals(GOOD_FOR_A_SERVER))));
      }
    }
    assertThat(tests).hasSizeGreaterThan(50);
    return tests;
  }

  private static boolean isGood(Path file, List<String> features) {
    try {
      FileCheck.check(file, features);
      return true;
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(line -> line.startsWith(file.toString()));
      return false;
    }
  }
}
