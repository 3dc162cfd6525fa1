package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.wire.HistogramMessages;
import io.promontory.adapter.wire.WireCursor.MalformedException;
import io.promontory.proto.prometheus.BucketSpan;
import io.promontory.proto.prometheus.ChunkedReadResponse;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.CorruptChunkException;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Series;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a server sends, reading it ends in series or in the error that is meant for that. */
class FrameFuzzTest {
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns columns = new SampleColumns();

  @Test
  void damagedFrames() {
    frames(20_000);
  }

  @Tag("long")
  @Test
  void manyDamagedFrames() {
    frames(5_000_000);
  }

  @Test
  void strangeHistograms() {
    histograms(20_000);
  }

  @Tag("long")
  @Test
  void manyStrangeHistograms() {
    histograms(5_000_000);
  }

  private void frames(int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    FrameParser parser = new FrameParser(Long.MIN_VALUE, Long.MAX_VALUE);
    for (int round = 0; round < rounds; round++) {
      byte[] payload = damaged(random, frame(random).toByteArray());
      try {
        for (Series series : parser.parse(payload).series()) {
          decoder.decode(series.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, columns);
        }
      } catch (MalformedException | CorruptChunkException e) {
        // One of the two answers that are right.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(payload), e);
      }
    }
  }

  private static ChunkedReadResponse frame(Random random) {
    XorWriter writer = new XorWriter();
    for (int i = random.nextInt(20); i >= 0; i--) {
      writer.append(1000 - i, random.nextInt(100));
    }
    Chunk chunk = writer.toChunk();
    Labels labels = Labels.of("__name__", "m", "x", "é" + random.nextInt(10));
    return Frames.message(random.nextInt(3), labels, 0, 1000, random.nextInt(8), chunk.data());
  }

  private void histograms(int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      Histogram message = histogram(random);
      try {
        assertThat(HistogramMessages.read(message).toString()).startsWith("{count:");
      } catch (IllegalArgumentException e) {
        // Refused, as it may be.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + message, e);
      }
    }
  }

  private static Histogram histogram(Random random) {
    List<Integer> schemas = List.of(0, 3, 8, -4, -53, 9, 20, 52, -9, -10, 53, 1 << 30);
    Histogram.Builder message =
        Histogram.newBuilder()
            .setSchema(schemas.get(random.nextInt(schemas.size())))
            .setSum(Double.longBitsToDouble(random.nextLong()))
            .setZeroThreshold(random.nextBoolean() ? 0 : Double.longBitsToDouble(random.nextLong()))
            .setResetHintValue(random.nextInt(5));
    boolean integers = random.nextBoolean();
    if (integers) {
      message.setCountInt(random.nextLong());
    } else {
      message.setCountFloat(random.nextDouble());
    }
    int buckets = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      int length = random.nextInt(4);
      int gap = random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(5);
      message.addPositiveSpans(BucketSpan.newBuilder().setOffset(gap).setLength(length));
      buckets += length;
    }
    buckets += random.nextInt(10) == 0 ? 1 : 0;
    for (int i = 0; i < buckets; i++) {
      if (integers) {
        message.addPositiveDeltas(random.nextLong());
      } else {
        message.addPositiveCounts(random.nextDouble());
      }
    }
    for (int i = random.nextInt(10); i > 0 && message.getSchema() == -53; i--) {
      message.addCustomValues(random.nextInt(20) == 0 ? -i : 10 - i);
    }
    return message.build();
  }

  private static byte[] damaged(Random random, byte[] bytes) {
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }
}
