package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.histogram.FloatHistogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the bytes, a decoder gives samples in order or its own error, soon and in little room.
 */
class ChunkFuzzTest {
  private static final long MOST_COUNTS = 1L << 23;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns out = new SampleColumns();

  @ParameterizedTest
  @EnumSource
  void damagedChunks(Encoding encoding) {
    fuzz(encoding, 5_000);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void manyDamagedChunks(Encoding encoding) {
    fuzz(encoding, 500_000);
  }

  private void fuzz(Encoding encoding, int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomChunks source = new RandomChunks(random);
    for (int round = 0; round < rounds; round++) {
      byte[] bytes = source.damaged(encoding);
      int before = random.nextInt(20);
      byte[] array = new byte[before + bytes.length + random.nextInt(20)];
      random.nextBytes(array);
      System.arraycopy(bytes, 0, array, before, bytes.length);
      Chunk chunk = new Chunk(encoding, 0, Long.MAX_VALUE, array, before, bytes.length);
      long start = System.nanoTime();
      try {
        decoder.decode(List.of(chunk), Long.MIN_VALUE, Long.MAX_VALUE, out);
        check();
      } catch (CorruptChunkException e) {
        // What is wrong with a chunk of aggregates may be wrong with one of its parts.
        assertThat(e).hasMessageContaining(encoding == Encoding.AGGREGATES ? "" : encoding.name());
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("seed %d", seed)
          .isLessThan(LONGEST);
    }
  }

  private void check() {
    long counts = 0;
    for (int i = 0; i < out.size; i++) {
      if (i > 0 && out.timestamps[i] <= out.timestamps[i - 1]) {
        throw new AssertionError("times " + Arrays.toString(out.timestamps));
      }
      FloatHistogram histogram = out.histograms == null ? null : out.histograms[i];
      if (histogram != null) {
        counts += histogram.buckets().length;
        assertThat(histogram.buckets()).hasSize(histogram.layout().buckets());
      }
    }
    assertThat(counts).isLessThan(MOST_COUNTS);
  }
}
