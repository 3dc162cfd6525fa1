package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Valid chunks of any encoding, and what damage makes of them. */
final class RandomChunks {
  private final Random random;

  RandomChunks(Random random) {
    this.random = random;
  }

  byte[] valid(Encoding encoding) {
    long[] times = new long[1 + random.nextInt(60)];
    double[] values = new double[times.length];
    ChunkPatterns.fill(random, times, values);
    boolean starts = random.nextBoolean();
    return switch (encoding) {
      case XOR, XOR2 -> {
        FloatWriter writer = encoding == Encoding.XOR ? new XorWriter() : new Xor2Writer();
        for (int i = 0; i < times.length; i++) {
          if (writer instanceof Xor2Writer xor2 && starts) {
            xor2.append(times[i], values[i], times[i] - random.nextInt(1000));
          } else {
            writer.append(times[i], values[i]);
          }
        }
        yield writer.toChunk().data();
      }
      case AGGREGATES -> aggregates();
      default -> histograms(encoding, times);
    };
  }

  private byte[] aggregates() {
    Encoding encoding = random.nextBoolean() ? Encoding.XOR : Encoding.FLOAT_HISTOGRAM;
    Map<Aggregate, Chunk> parts = new EnumMap<>(Aggregate.class);
    for (Aggregate aggregate : Aggregate.values()) {
      if (parts.isEmpty() || random.nextInt(5) > 0) {
        byte[] part = valid(encoding);
        parts.put(aggregate, new Chunk(encoding, 0, Long.MAX_VALUE, part, 0, part.length));
      }
    }
    Chunk joined = AggregateParts.join(parts, 0, Long.MAX_VALUE);
    return Arrays.copyOf(joined.data(), joined.length());
  }

  private byte[] histograms(Encoding encoding, long[] times) {
    RandomHistograms source =
        new RandomHistograms(random, !encoding.name().startsWith("FLOAT_HISTOGRAM"));
    HistogramWriter writer = null;
    for (long time : times) {
      FloatHistogram sample = source.next();
      long start = random.nextInt(3) == 0 ? 0 : time - random.nextInt(100_000);
      HistogramWriter next =
          writer == null
              ? HistogramWriter.begin(encoding, null, time, sample, start)
              : writer.append(time, sample, start);
      if (writer != null && next != writer) {
        break;
      }
      writer = next;
    }
    return writer == null ? new byte[0] : writer.toChunk().data();
  }

  /** Noise, or a valid chunk with a few bytes changed, cut off, or told to hold more samples. */
  byte[] damaged(Encoding encoding) {
    if (random.nextInt(6) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] bytes = valid(encoding);
    for (int i = random.nextInt(4); i > 0; i--) {
      int bit = random.nextInt(bytes.length * 8);
      bytes[bit >>> 3] ^= (byte) (1 << (bit & 7));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    if (random.nextInt(4) == 0) {
      bytes[0] |= 0x3f;
      bytes[1] = (byte) 0xff;
    }
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    return bytes;
  }
}
