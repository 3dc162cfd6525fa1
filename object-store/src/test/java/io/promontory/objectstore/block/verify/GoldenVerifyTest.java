package io.promontory.objectstore.block.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that Prometheus and Thanos wrote keep all promises. */
class GoldenVerifyTest {
  static Stream<JsonNode> blocks() {
    return Reference.present()
        ? JsonLines.reference("golden", "blocks.jsonl").stream()
        : Stream.of();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("blocks")
  void isClean(JsonNode line) {
    Bucket bucket =
        new FilesystemBucket(Reference.path("golden", "blocks", line.get("set").asText()));
    VerifyReport report =
        BlockVerifier.verify(
            bucket,
            BlockList.folder(bucket, Ulid.of(line.get("ulid").asText())),
            VerifyProgress.NONE);
    assertThat(report.findings()).isEmpty();
    assertThat(report.isWhole()).isTrue();
    assertThat(report.series()).isEqualTo(line.get("numSeries").asLong());
    assertThat(report.chunks()).isEqualTo(line.get("numChunks").asLong());
    assertThat(report.samples()).isEqualTo(line.get("numSamples").asLong());
  }
}
