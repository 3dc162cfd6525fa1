package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.GoldenBlock;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of recorded blocks, of all encodings, is decoded to the bit. */
class GoldenBlocksTest {
  static Stream<JsonNode> blocks() {
    return Reference.present()
        ? JsonLines.reference("golden", "blocks.jsonl").stream()
            .filter(line -> line.path("indexVersion").asInt() == 2 && line.has("sha256"))
        : Stream.of();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("blocks")
  void samplesAreThoseThatWereWritten(JsonNode block) throws Exception {
    Path folder =
        Reference.path("golden", "blocks", block.get("set").asText(), block.get("ulid").asText());
    List<GoldenBlock.Stored> series = GoldenBlock.series(folder);
    assertThat(series).hasSize(block.get("numSeries").asInt());
    Map<List<String>, GoldenBlock.Stored> byLabels = new TreeMap<>(LABELS);
    series.forEach(one -> byLabels.put(one.labels(), one));
    for (JsonNode expected : block.path("seriesDigests")) {
      List<String> labels = new ArrayList<>();
      expected
          .get("labels")
          .properties()
          .forEach(label -> labels.addAll(List.of(label.getKey(), label.getValue().asText())));
      SampleDigest digest = new SampleDigest();
      GoldenBlock.Stored one = byLabels.get(labels);
      digest.add(one.labels(), one.chunks());
      assertThat(digest.hex()).as("%s", labels).isEqualTo(expected.get("sha256").asText());
    }
    SampleDigest all = new SampleDigest();
    for (GoldenBlock.Stored one : series) {
      all.add(one.labels(), one.chunks());
    }
    assertThat(all.hex()).isEqualTo(block.get("sha256").asText());
  }

  private static final Comparator<List<String>> LABELS = Comparator.comparing(Object::toString);
}
