package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorruptXorChunkTest {
  private final XorReader reader = new XorReader();
  private final SampleColumns out = new SampleColumns();

  @Test
  void theErrorSaysWhatIsWrong() {
    assertCorrupt("00", "it ends within the sample count");
    assertCorrupt("0001", "it has a broken variable-length integer");
    assertCorrupt("0001d00f3ff000", "it ends within the first value");
    assertCorrupt("0001ffffffffffffffffff7f0000000000000000", "a broken variable-length integer");
    assertCorrupt("ffffd00f3ff0000000000000f40300", "it is too short for its 65535 samples");
    assertCorrupt("0002d00f3ff0000000000000f403c2bf", "its bits do not make up 2 samples");
    // A window of 31 leading zeros and 64 bits.
    assertCorrupt(
        "0002d00f3ff0000000000000f403fe00" + "00".repeat(20), "its bits do not make up 2");
  }

  @Test
  void timeNeverGoesBack() {
    XorWriter writer = new XorWriter();
    writer.append(1000, 1);
    writer.append(2000, 1);
    writer.append(1500, 1);
    Chunk chunk = writer.toChunk();

    assertThatThrownBy(() -> reader.decode(chunk, out))
        .isInstanceOf(CorruptChunkException.class)
        .hasMessageEndingWith("time goes back from 2000 to 1500");
  }

  @Test
  void timeNeverWrapsAround() {
    XorWriter writer = new XorWriter();
    writer.append(Long.MAX_VALUE - 5, 1);
    writer.append(Long.MAX_VALUE - 2, 1);
    writer.append(Long.MIN_VALUE, 1);
    Chunk chunk = writer.toChunk();

    assertThatThrownBy(() -> reader.decode(chunk, out))
        .isInstanceOf(CorruptChunkException.class)
        .hasMessageContaining("time goes back");
  }

  @Test
  void extremeTimesAreFineWhileTheyGrow() {
    XorWriter writer = new XorWriter();
    writer.append(Long.MIN_VALUE, 1);
    writer.append(-1, 2);
    writer.append(Long.MAX_VALUE - 1, 3);
    writer.append(Long.MAX_VALUE, 4);

    assertThat(reader.decode(writer.toChunk(), out)).isEqualTo(4);
    assertThat(Arrays.copyOf(out.timestamps, 4))
        .containsExactly(Long.MIN_VALUE, -1, Long.MAX_VALUE - 1, Long.MAX_VALUE);
  }

  @Test
  void anyDamageGivesSamplesOrTheTypedError() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = damaged(random);
      out.clear();
      Chunk chunk = Chunk.of(Encoding.XOR, 0, 0, bytes);
      try {
        assertThat(reader.decode(chunk, out)).isEqualTo(out.size);
      } catch (CorruptChunkException e) {
        assertThat(out.size).isZero();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
      }
    }
    assertThat(out.timestamps.length).isLessThanOrEqualTo(2 * 65536);
  }

  private static byte[] damaged(Random random) {
    if (random.nextInt(4) == 0) {
      byte[] noise = new byte[random.nextInt(100)];
      random.nextBytes(noise);
      return noise;
    }
    long[] times = new long[1 + random.nextInt(50)];
    double[] values = new double[times.length];
    ChunkPatterns.fill(random, times, values);
    XorWriter writer = new XorWriter();
    for (int i = 0; i < times.length; i++) {
      writer.append(times[i], values[i]);
    }
    byte[] bytes = writer.toChunk().data();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }

  private void assertCorrupt(String hex, String problem) {
    Chunk chunk = Chunk.of(Encoding.XOR, 7, 9, HexFormat.of().parseHex(hex));
    out.clear();
    assertThatThrownBy(() -> reader.decode(chunk, out))
        .isInstanceOf(CorruptChunkException.class)
        .hasMessageStartingWith("corrupt XOR chunk of " + hex.length() / 2 + " bytes for times 7")
        .hasMessageContaining(problem);
    assertThat(out.size).isZero();
  }
}
