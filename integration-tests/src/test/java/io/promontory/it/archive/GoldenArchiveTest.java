package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.promontory.it.differential.golden.GoldenLines;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.series.testing.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded answers of Prometheus 3.14 over blocks, which Promontory reads itself. */
class GoldenArchiveTest {
  private static final String SYNTAX =
      "promql-experimental-functions,promql-extended-range-selectors,promql-binop-fill-modifiers";

  /**
   * Two histograms were written for the same times, and there are as many resets as Prometheus
   * changes from one to the other.
   */
  private static final Set<String> BY_CHOICE = Set.of("encodings-st-045");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          basic,         basic,          ''
          native,        native,         ''
          overlap,       overlap,        ''
          encodings,     encodings,      ''
          encodings-st,  encodings,      ',use-start-timestamps'
          delayed-names, basic native,   ',promql-delayed-name-removal'
          utf8,          utf8,           ''
          wide,          wide,           ''
          index_v1,      index_v1,       ''
          truth,         truth,          ''
          """)
  void answersAsPrometheusDid(String name, String sets, String moreFlags) {
    assumeTrue(Reference.present());
    String stores =
        List.of(sets.split(" ")).stream()
            .map(
                set ->
                    "{name: %s, type: blocks, bucket: {type: filesystem, path: \"%s\"},"
                            .formatted(set, Reference.path("golden", "blocks", set))
                        + " local_path: \"%s\"}".formatted(directory.resolve("local-" + set)))
            .collect(Collectors.joining(", "));
    String config = "feature_flags: [%s]\nstores: [%s]\n".formatted(SYNTAX + moreFlags, stores);
    try (PromontoryServer promontory = PromontoryServer.start(directory, config)) {
      assertThat(GoldenLines.differences(name, promontory.client(), BY_CHOICE)).isEmpty();
    }
  }
}
