package io.promontory.it.differential.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.promontory.adapter.testing.PrometheusProcess.Binary;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every recorded answer, by its id, with a Prometheus in between; without one they are asked of the
 * same blocks by {@code GoldenArchiveTest}.
 */
@Tag("long")
class GoldenQueriesTest {
  /**
   * Where the recorded answer is one of several right ones, and a Prometheus in between chooses
   * another: one of two histograms written for the same time, and the first ten of many label
   * values.
   */
  private static final Set<String> BY_CHOICE =
      Set.of("encodings-070", "encodings-st-045", "wide-102");

  @TempDir Path directory;

  /** Blocks of floats in the old encoding and old names, which any Prometheus serves. */
  @ParameterizedTest
  @ValueSource(strings = {"basic", "truth", "wide"})
  void answersOverBlocksThatAnyPrometheusReads(String set) {
    Binary binary = Binary.ORACLE.isPresent() ? Binary.ORACLE : Binary.INSTALLED;
    check(binary, set, List.of(set));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          utf8,          utf8,           ''
          native,        native,         ''
          encodings,     encodings,      ''
          encodings-st,  encodings,      use-start-timestamps
          delayed-names, basic native,   promql-delayed-name-removal
          """)
  void answersOverBlocksThatOnlyVersion3Reads(String name, String sets, String flag) {
    assumeTrue(Binary.ORACLE.isPresent(), "needs prometheus-3");
    check(
        Binary.ORACLE,
        name,
        List.of(sets.split(" ")),
        flag.isEmpty() ? new String[0] : new String[] {flag});
  }

  private void check(Binary binary, String name, List<String> sets, String... flags) {
    try (GoldenServers servers = GoldenServers.start(directory, binary, sets, flags)) {
      assertThat(GoldenLines.differences(name, servers.promontory(), BY_CHOICE)).isEmpty();
    }
  }
}
