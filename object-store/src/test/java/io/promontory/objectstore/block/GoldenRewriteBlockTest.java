package io.promontory.objectstore.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.SampleDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded blocks, read and written again, come out as they were. */
class GoldenRewriteBlockTest {
  /** The size at which the recorded block of several segments was cut. */
  private static final long SMALL_SEGMENT = 900 << 10;

  @TempDir private Path temporary;

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("io.promontory.objectstore.block.GoldenBlocks#lines")
  void filesAreEqual(JsonNode line) throws Exception {
    Path recorded = GoldenBlocks.folder(line);
    BlockReader block = GoldenBlocks.open(line);
    boolean cut = block.segments().files().size() > 1;
    // A small part of the posting lists at a time, so that they take several passes.
    WriterOptions options =
        new WriterOptions(cut ? SMALL_SEGMENT : 512 << 20, line.get("numSeries").asInt());
    BlockMeta written;
    try (BlockWriter writer = BlockWriter.create(temporary, block.meta().ulid(), options)) {
      block.index().header().symbols().forEach(writer::addSymbol);
      for (GoldenBlocks.Stored series : GoldenBlocks.series(block)) {
        if (line.has("sha256")) {
          writer.add(series.labels(), series.chunks());
        } else {
          writer.add(series.labels(), series.metas(), series.records());
        }
      }
      written =
          writer.finish(
              fresh -> {
                checkStats(line, fresh.stats(), block.meta().stats());
                return block.meta();
              });
    }
    assertThat(written).isEqualTo(block.meta());
    Path copy = temporary.resolve(block.meta().ulid().toString());
    assertThat(copy.resolve("meta.json"))
        .hasBinaryContent(bytesWithoutLastLine(recorded.resolve("meta.json")));
    if (block.index().header().version() == 1) {
      SampleDigest digest = new SampleDigest();
      for (GoldenBlocks.Stored series : GoldenBlocks.series(GoldenBlocks.open(copy))) {
        digest.add(series.flatLabels(), series.chunks());
      }
      assertThat(digest.hex()).isEqualTo(line.get("sha256").asText());
    } else {
      assertThat(copy.resolve("index")).hasSameBinaryContentAs(recorded.resolve("index"));
    }
    try (Stream<Path> segments = Files.list(recorded.resolve("chunks"))) {
      List<Path> all = segments.toList();
      for (Path segment : all) {
        assertThat(copy.resolve("chunks").resolve(segment.getFileName()))
            .hasSameBinaryContentAs(segment);
      }
      assertThat(copy.resolve("chunks").toFile().list()).hasSize(all.size());
    }
  }

  private static void checkStats(JsonNode line, BlockStats fresh, BlockStats recorded) {
    assertThat(fresh.series()).isEqualTo(recorded.series());
    assertThat(fresh.chunks()).isEqualTo(recorded.chunks());
    if (line.has("sha256")) {
      assertThat(fresh.samples()).isEqualTo(recorded.samples());
      if (recorded.floatSamples() + recorded.histogramSamples() > 0) {
        assertThat(fresh.floatSamples()).isEqualTo(recorded.floatSamples());
        assertThat(fresh.histogramSamples()).isEqualTo(recorded.histogramSamples());
      }
    }
  }

  /** Thanos ends the file with a newline, Prometheus does not. */
  private static byte[] bytesWithoutLastLine(Path recorded) throws Exception {
    byte[] bytes = Files.readAllBytes(recorded);
    int end = bytes[bytes.length - 1] == '\n' ? bytes.length - 1 : bytes.length;
    return Arrays.copyOf(bytes, end);
  }
}
