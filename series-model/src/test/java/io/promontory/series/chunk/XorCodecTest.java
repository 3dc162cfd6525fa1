package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XorCodecTest {
  private final XorReader reader = new XorReader();
  private final SampleColumns out = new SampleColumns();

  @Test
  void bytesAreThoseOfTheFormat() {
    XorWriter writer = new XorWriter();
    assertThat(HexFormat.of().formatHex(writer.toChunk().data())).isEqualTo("0000");

    writer.append(1000, 1);
    // Count, zigzag varint 2000, raw double.
    assertThat(HexFormat.of().formatHex(writer.toChunk().data()))
        .isEqualTo("0001" + "d00f" + "3ff0000000000000");

    writer.append(1500, 2);
    // Varint 500; 1, 1, leading 1 (00001), significant 11 (001011), 11 ones.
    assertThat(HexFormat.of().formatHex(writer.toChunk().data()))
        .isEqualTo("0002" + "d00f" + "3ff0000000000000" + "f403" + "c25fff");

    writer.append(2000, 2);
    // Two zero bits, and six of padding.
    assertThat(HexFormat.of().formatHex(writer.toChunk().data()))
        .isEqualTo("0003" + "d00f" + "3ff0000000000000" + "f403" + "c25fff" + "00");
    assertThat(writer.count()).isEqualTo(3);
    assertThat(writer.toChunk().minTime()).isEqualTo(1000);
    assertThat(writer.toChunk().maxTime()).isEqualTo(2000);
  }

  @Test
  void everyWidthOfTimeCodeSurvives() {
    long[] dods = {
      0,
      1,
      -1,
      8191,
      8192,
      -8191,
      -8192,
      8193,
      65535,
      65536,
      -65535,
      -65536,
      65537,
      524287,
      524288,
      -524287,
      -524288,
      524289,
      1L << 40,
      -(1L << 40)
    };
    long time = -5_000_000_000L;
    long delta = 1L << 41;
    long[] times = new long[dods.length + 2];
    times[0] = time;
    times[1] = time += delta;
    for (int i = 0; i < dods.length; i++) {
      delta += dods[i];
      times[i + 2] = time += delta;
    }
    assertRoundTrip(times, new double[times.length]);
  }

  @Test
  void everyBitPatternOfAValueSurvives() {
    double[] values = {
      0,
      -0.0,
      1,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.NaN,
      StaleMarker.VALUE,
      Double.longBitsToDouble(0x7ff8000000000001L),
      Double.longBitsToDouble(-1L),
      Double.longBitsToDouble(1L),
      Double.longBitsToDouble(-2L),
      Double.NEGATIVE_INFINITY,
      0.1,
      StaleMarker.VALUE,
      0.30000000000000004
    };
    long[] times = new long[values.length];
    Arrays.setAll(times, i -> i * 15_000L);
    assertRoundTrip(times, values);
  }

  @Test
  void anySamplesSurvive() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      int count = 1 + random.nextInt(round % 100 == 0 ? XorWriter.MAX_SAMPLES : 300);
      long[] times = new long[count];
      double[] values = new double[count];
      ChunkPatterns.fill(random, times, values);
      try {
        assertRoundTrip(times, values);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  @Test
  void appendsBehindWhatTheColumnsHold() {
    XorWriter writer = new XorWriter();
    writer.append(10, 1);
    writer.append(20, 2);
    out.add(5, 0.5);

    assertThat(reader.decode(writer.toChunk(), out)).isEqualTo(2);

    assertThat(out.size).isEqualTo(3);
    assertThat(Arrays.copyOf(out.timestamps, 3)).containsExactly(5, 10, 20);
    assertThat(Arrays.copyOf(out.values, 3)).containsExactly(0.5, 1, 2);
  }

  @Test
  void readsFromTheMiddleOfAnArray() {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < 50; i++) {
      writer.append(i * 1000L, Math.sqrt(i));
    }
    Chunk chunk = writer.toChunk();
    byte[] around = new byte[chunk.length() + 200];
    Arrays.fill(around, (byte) 0xff);
    System.arraycopy(chunk.data(), 0, around, 77, chunk.length());

    Chunk inside = new Chunk(Encoding.XOR, 0, 49_000, around, 77, chunk.length());

    assertThat(reader.decode(inside, out)).isEqualTo(50);
    assertThat(out.values[49]).isEqualTo(7);
  }

  @Test
  void endsWithTheFirstSampleBehindATime() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SampleColumns all = new SampleColumns();
    for (int round = 0; round < 5000; round++) {
      long[] times = new long[1 + random.nextInt(130)];
      double[] values = new double[times.length];
      ChunkPatterns.fill(random, times, values);
      XorWriter writer = new XorWriter();
      for (int i = 0; i < times.length; i++) {
        writer.append(times[i], values[i]);
      }
      all.clear();
      reader.decode(writer.toChunk(), all);
      int last = random.nextInt(times.length);
      long until = times[last] + random.nextInt(-1, 2);
      int wanted = 0;
      while (wanted < times.length && times[wanted] <= until) {
        wanted++;
      }
      out.clear();
      int decoded = reader.decodeUpTo(until, writer.toChunk(), out);
      assertThat(decoded).as("seed %d", seed).isEqualTo(Math.min(times.length, wanted + 1));
      assertThat(out.size).isEqualTo(decoded);
      for (int i = 0; i < decoded; i++) {
        assertThat(out.timestamps[i]).as("seed %d", seed).isEqualTo(times[i]);
        assertThat(Double.doubleToRawLongBits(out.values[i]))
            .as("seed %d", seed)
            .isEqualTo(Double.doubleToRawLongBits(all.values[i]));
      }
    }
  }

  @Test
  void anEmptyChunkHasNoSamples() {
    assertThat(reader.decode(new XorWriter().toChunk(), out)).isZero();
    assertThat(out.size).isZero();
  }

  @Test
  void aFullChunkTakesNoMore() {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < XorWriter.MAX_SAMPLES; i++) {
      writer.append(i, i);
    }
    assertThatThrownBy(() -> writer.append(XorWriter.MAX_SAMPLES, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a chunk holds at most 65535 samples");
    assertThat(reader.decode(writer.toChunk(), out)).isEqualTo(65535);
  }

  private void assertRoundTrip(long[] times, double[] values) {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < times.length; i++) {
      writer.append(times[i], values[i]);
    }
    out.clear();
    assertThat(reader.decode(writer.toChunk(), out)).isEqualTo(times.length);
    assertThat(Arrays.copyOf(out.timestamps, out.size)).isEqualTo(times);
    for (int i = 0; i < values.length; i++) {
      assertThat(Double.doubleToRawLongBits(out.values[i]))
          .isEqualTo(Double.doubleToRawLongBits(values[i]));
    }
  }
}
