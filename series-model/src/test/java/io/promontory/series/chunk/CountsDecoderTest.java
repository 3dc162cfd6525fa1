package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histograms decoded without buckets are those whose buckets are dropped after decoding. */
class CountsDecoderTest {
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns skipped = new SampleColumns();
  private final SampleColumns dropped = new SampleColumns();

  @Test
  void chunksOfOneSeries() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long resets = 0;
    for (int round = 0; round < 1500; round++) {
      List<Chunk> chunks = chunks(random);
      long min = random.nextLong(-100, 200);
      long max = random.nextInt(500);
      assertThat(skipped(chunks, min, max))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(dropped(chunks, min, max));
      resets += count(ResetHint.RESET);
    }
    assertThat(resets).as("seed %d", seed).isPositive();
  }

  /** In order or interleaved, of any kinds. */
  private static List<Chunk> chunks(Random random) {
    List<Chunk> chunks = new ArrayList<>();
    boolean ordered = random.nextInt(4) > 0;
    boolean floats = random.nextInt(4) == 0;
    RandomHistograms source = new RandomHistograms(random, random.nextBoolean());
    long time = random.nextInt(50);
    for (int n = 1 + random.nextInt(5); n > 0; n--) {
      if (!ordered) {
        time = random.nextInt(300);
      }
      OpenChunk open = new OpenChunk();
      for (int i = 1 + random.nextInt(15); i > 0; i--) {
        time += 1 + random.nextInt(20);
        FloatHistogram next = source.next();
        Chunk full =
            floats && random.nextInt(20) == 0
                ? open.append(time, random.nextInt(), 0)
                : open.append(time, next, 0);
        if (full != null) {
          chunks.add(full);
        }
      }
      chunks.add(open.toChunk());
    }
    return chunks;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AGGREGATES")
  void damagedChunks(Encoding encoding) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomChunks source = new RandomChunks(random);
    for (int round = 0; round < 1000; round++) {
      List<Chunk> chunks = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        byte[] bytes = random.nextInt(3) == 0 ? source.damaged(encoding) : source.valid(encoding);
        chunks.add(Chunk.of(encoding, 0, Long.MAX_VALUE, bytes));
      }
      assertThat(skipped(chunks, Long.MIN_VALUE, Long.MAX_VALUE))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(dropped(chunks, Long.MIN_VALUE, Long.MAX_VALUE));
    }
  }

  private long count(ResetHint hint) {
    long count = 0;
    for (int i = 0; skipped.histograms != null && i < skipped.size; i++) {
      FloatHistogram histogram = skipped.histograms[i];
      count += histogram != null && histogram.hint() == hint ? 1 : 0;
    }
    return count;
  }

  private String skipped(List<Chunk> chunks, long min, long max) {
    try {
      decoder.decodeCounts(chunks, min, max, Reduction.MEAN, skipped);
      return text(skipped);
    } catch (CorruptChunkException e) {
      return chunk(e);
    }
  }

  private String dropped(List<Chunk> chunks, long min, long max) {
    try {
      decoder.decode(chunks, min, max, dropped);
      BucketlessHistograms.reduce(dropped);
      return text(dropped);
    } catch (CorruptChunkException e) {
      return chunk(e);
    }
  }

  /** Which chunk is corrupt; what is wrong may depend on what lies behind its end. */
  private static String chunk(CorruptChunkException e) {
    String message = String.valueOf(e.getMessage());
    return message.substring(0, message.indexOf(" ms: "));
  }

  private static String text(SampleColumns samples) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < samples.size; i++) {
      out.append(samples.timestamps[i])
          .append('=')
          .append(Long.toHexString(Double.doubleToRawLongBits(samples.values[i])))
          .append('/')
          .append(samples.startTimes == null ? 0 : samples.startTimes[i]);
      FloatHistogram histogram = samples.histograms == null ? null : samples.histograms[i];
      if (histogram != null) {
        out.append(' ')
            .append(histogram.hint())
            .append(' ')
            .append(histogram.layout().schema())
            .append(' ')
            .append(histogram.count())
            .append(' ')
            .append(histogram.buckets().length);
      }
      out.append('\n');
    }
    return out.toString();
  }
}
