package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SeriesDecoderTest {
  private static final long FROM = Long.MIN_VALUE;
  private static final long TO = Long.MAX_VALUE;

  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns out = new SampleColumns();

  @Test
  void chunksInOrderAreJoined() {
    decoder.decode(List.of(chunk(1, 10, 20), chunk(2, 30, 40)), FROM, TO, out);
    assertSamples("10=1.0 20=1.0 30=2.0 40=2.0");
  }

  @Test
  void replacesTheColumns() {
    out.add(1, 1);
    decoder.decode(List.of(), FROM, TO, out);
    assertSamples("");
  }

  @Test
  void bothEndsOfTheRangeAreInclusive() {
    List<Chunk> chunks = List.of(chunk(1, 10, 20, 30), chunk(2, 40, 50, 60));
    decoder.decode(chunks, 20, 50, out);
    assertSamples("20=1.0 30=1.0 40=2.0 50=2.0");
    decoder.decode(chunks, 21, 29, out);
    assertSamples("");
    decoder.decode(chunks, 25, 45, out);
    assertSamples("30=1.0 40=2.0");
  }

  @Test
  void chunksOutsideTheRangeAreNotEvenRead() {
    Chunk broken = Chunk.of(Encoding.XOR, 100, 200, new byte[] {1});
    Chunk histogram = Chunk.of(Encoding.HISTOGRAM, 300, 400, new byte[3]);
    decoder.decode(List.of(broken, chunk(1, 210, 220), histogram), 201, 299, out);
    assertSamples("210=1.0 220=1.0");
  }

  @Test
  void overlapsAreUnitedAndTheFirstInTheListWins() {
    decoder.decode(
        List.of(chunk(1, 10, 30, 50), chunk(2, 10, 20, 30, 60), chunk(3, 5, 60, 70)),
        FROM,
        TO,
        out);
    assertSamples("5=3.0 10=1.0 20=2.0 30=1.0 50=1.0 60=2.0 70=3.0");
  }

  @Test
  void aStaleMarkerWinsLikeAnyValue() {
    decoder.decode(List.of(chunk(StaleMarker.VALUE, 10), chunk(1, 10)), FROM, TO, out);
    assertThat(out.size).isEqualTo(1);
    assertThat(StaleMarker.isStale(out.values[0])).isTrue();
  }

  @Test
  void aRepeatedTimestampWithinAChunkCountsOnce() {
    XorWriter writer = new XorWriter();
    writer.append(10, 1);
    writer.append(20, 2);
    writer.append(20, 3);
    decoder.decode(List.of(writer.toChunk()), FROM, TO, out);
    assertSamples("10=1.0 20=2.0");
  }

  @Test
  void anyOverlapsEqualAMapThatTheFirstWins() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      TreeMap<Long, Double> expected = new TreeMap<>();
      List<Chunk> chunks = new ArrayList<>();
      long from = random.nextInt(500);
      long to = from + random.nextInt(500);
      for (int c = random.nextInt(12); c > 0; c--) {
        long[] times = random.longs(1 + random.nextInt(60), 0, 1000).sorted().distinct().toArray();
        chunks.add(chunk(c, times));
        for (long time : times) {
          if (time >= from && time <= to) {
            expected.putIfAbsent(time, (double) c);
          }
        }
      }
      decoder.decode(chunks, from, to, out);
      assertThat(Arrays.copyOf(out.timestamps, out.size))
          .as("seed %d", seed)
          .isEqualTo(expected.keySet().stream().mapToLong(Long::longValue).toArray());
      assertThat(Arrays.copyOf(out.values, out.size))
          .as("seed %d", seed)
          .isEqualTo(expected.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  private void assertSamples(String expected) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < out.size; i++) {
      text.append(i == 0 ? "" : " ").append(out.timestamps[i]).append('=').append(out.values[i]);
    }
    assertThat(text.toString()).isEqualTo(expected);
  }

  private static Chunk chunk(double value, long... times) {
    XorWriter writer = new XorWriter();
    for (long time : times) {
      writer.append(time, value);
    }
    return writer.toChunk();
  }
}
