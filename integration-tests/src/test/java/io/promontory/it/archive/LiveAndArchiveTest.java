package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.differential.golden.GoldenLines;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A Prometheus holds the newer half of recorded data, a bucket the older half, and both hold the
 * block between the two: every recorded answer of a server that held all of it is still the answer,
 * over the boundary as elsewhere.
 */
class LiveAndArchiveTest {
  private static final String FEATURES =
      "promql-experimental-functions,promql-extended-range-selectors,promql-binop-fill-modifiers";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"basic, INSTALLED", "basic, ORACLE", "native, ORACLE"})
  void answersAsOneServerThatHoldsAll(String set, Binary binary) throws IOException {
    assumeTrue(Reference.present() && binary.isPresent());
    List<String> blocks =
        JsonLines.reference("golden", "blocks.jsonl").stream()
            .filter(block -> block.get("set").asText().equals(set))
            .sorted(Comparator.comparingLong((JsonNode block) -> block.get("minTime").asLong()))
            .map(block -> block.get("ulid").asText())
            .toList();
    int shared = blocks.size() - 2;
    Path bucket = copied(set, blocks.subList(0, shared + 1));
    Path live = copied(set, blocks.subList(shared, blocks.size()));
    String[] flags =
        binary == Binary.ORACLE ? new String[] {"--enable-feature=" + FEATURES} : new String[0];
    try (PrometheusProcess prometheus = PrometheusProcess.start(binary, "", live, flags);
        PromontoryServer promontory =
            PromontoryServer.start(
                directory,
                """
                feature_flags: [%s]
                stores:
                  - {name: live, type: prometheus, url: "%s"}
                  - name: archive
                    type: blocks
                    bucket: {type: filesystem, path: "%s"}
                    local_path: "%s"
                """
                    .formatted(FEATURES, prometheus.uri(), bucket, directory.resolve("local")))) {
      assertThat(GoldenLines.differences(set, promontory.client(), Set.of())).isEmpty();
    }
  }

  private Path copied(String set, List<String> blocks) throws IOException {
    Path to = Files.createTempDirectory(directory, set);
    for (String block : blocks) {
      Path from = Reference.path("golden", "blocks", set, block);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(block).resolve(from.relativize(file).toString()));
        }
      }
    }
    return to;
  }
}
