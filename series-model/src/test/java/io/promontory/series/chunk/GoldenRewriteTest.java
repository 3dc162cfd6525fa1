package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.testing.GoldenBlock;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Chunks of all encodings that Prometheus wrote are written again with equal bytes. */
class GoldenRewriteTest {
  private static final double LARGEST_EXACT = 0x1p53;

  private final SampleColumns out = new SampleColumns();
  private final Map<Encoding, Integer> equal = new EnumMap<>(Encoding.class);

  @Test
  void bytesAreEqual() throws IOException {
    for (String set : List.of("native", "encodings", "overlap")) {
      try (Stream<Path> blocks = Files.list(Reference.path("golden", "blocks", set))) {
        for (Path block : blocks.sorted().toList()) {
          for (GoldenBlock.Stored series : GoldenBlock.series(block)) {
            check(block.getFileName() + " " + series.labels(), series.chunks());
          }
        }
      }
    }
    assertThat(equal.get(Encoding.XOR2)).isGreaterThan(400);
    assertThat(equal.get(Encoding.HISTOGRAM)).isGreaterThan(3000);
    assertThat(equal.get(Encoding.FLOAT_HISTOGRAM)).isGreaterThan(3000);
    assertThat(equal.get(Encoding.HISTOGRAM_ST)).isGreaterThan(1000);
    assertThat(equal.get(Encoding.FLOAT_HISTOGRAM_ST)).isGreaterThan(1500);
  }

  private void check(String name, List<Chunk> chunks) {
    HistogramWriter before = null;
    for (Chunk chunk : chunks) {
      out.clear();
      readerOf(chunk.encoding()).decode(chunk, out);
      byte[] expected =
          Arrays.copyOfRange(chunk.data(), chunk.offset(), chunk.offset() + chunk.length());
      byte[] written;
      if (out.histograms == null) {
        written = floats(chunk.encoding()).data();
        before = null;
      } else if (hasInexactCount()) {
        before = null;
        continue;
      } else {
        HistogramWriter writer = histograms(chunk.encoding(), before, headerOf(chunk));
        written = writer.toChunk().data();
        if (before == null && headerOf(chunk) == 0b01) {
          // What came before is in another block.
          written[headerAt(chunk)] |= 0b01 << 6;
        }
        before = writer;
      }
      assertThat(written).as("%s at %d", name, chunk.minTime()).isEqualTo(expected);
      equal.merge(chunk.encoding(), 1, Integer::sum);
    }
  }

  private Chunk floats(Encoding encoding) {
    FloatWriter writer = encoding == Encoding.XOR ? new XorWriter() : new Xor2Writer();
    for (int i = 0; i < out.size; i++) {
      if (writer instanceof Xor2Writer xor2) {
        xor2.append(out.timestamps[i], out.values[i], startTime(i));
      } else {
        writer.append(out.timestamps[i], out.values[i]);
      }
    }
    return writer.toChunk();
  }

  /** The first sample gets the hint that the header stands for; the others follow by themselves. */
  private HistogramWriter histograms(
      Encoding encoding, @Nullable HistogramWriter before, int header) {
    ResetHint hint =
        switch (header) {
          case 0b10 -> ResetHint.RESET;
          case 0b11 -> ResetHint.GAUGE;
          default -> ResetHint.UNKNOWN;
        };
    HistogramWriter writer =
        HistogramWriter.begin(
            encoding,
            header == 0b01 ? before : null,
            out.timestamps[0],
            histogram(0).withHint(hint),
            startTime(0));
    for (int i = 1; i < out.size; i++) {
      assertThat(writer.append(out.timestamps[i], histogram(i), startTime(i))).isSameAs(writer);
    }
    return writer;
  }

  private boolean hasInexactCount() {
    for (int i = 0; i < out.size; i++) {
      if (histogram(i).count() > LARGEST_EXACT) {
        return true;
      }
    }
    return false;
  }

  private FloatHistogram histogram(int at) {
    return Objects.requireNonNull(Objects.requireNonNull(out.histograms)[at]);
  }

  private long startTime(int at) {
    return out.startTimes == null ? 0 : out.startTimes[at];
  }

  private static int headerOf(Chunk chunk) {
    return (chunk.data()[chunk.offset() + headerAt(chunk)] & 0xff) >>> 6;
  }

  private static int headerAt(Chunk chunk) {
    return chunk.encoding() == Encoding.HISTOGRAM_ST
            || chunk.encoding() == Encoding.FLOAT_HISTOGRAM_ST
        ? 0
        : 2;
  }

  private static ChunkReader readerOf(Encoding encoding) {
    return switch (encoding) {
      case XOR -> new XorReader();
      case XOR2 -> new Xor2Reader();
      default -> HistogramReader.of(encoding);
    };
  }
}
