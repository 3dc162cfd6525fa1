package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistogramCodecTest {
  private static final HistogramLayout TWO = layout(0, 2);

  private final SampleColumns out = new SampleColumns();

  @ParameterizedTest
  @EnumSource(names = {"HISTOGRAM", "FLOAT_HISTOGRAM", "HISTOGRAM_ST", "FLOAT_HISTOGRAM_ST"})
  void anySamplesComeBack(Encoding encoding) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    boolean starts = encoding.name().endsWith("_ST");
    for (int round = 0; round < 300; round++) {
      RandomHistograms source = new RandomHistograms(random, !encoding.name().startsWith("FLOAT"));
      List<Chunk> chunks = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      HistogramWriter writer = null;
      long time = random.nextLong(-1000, 1L << 41);
      for (int i = random.nextInt(300); i >= 0; i--) {
        time += 1 + random.nextInt(round % 2 == 0 ? 1 : 60_000);
        long start = random.nextInt(3) == 0 ? 0 : time - random.nextInt(1 << random.nextInt(20));
        FloatHistogram sample = source.next();
        expected.add(time + " " + (starts ? start : 0) + " " + RandomHistograms.describe(sample));
        writer = append(encoding, writer, time, sample, start, chunks);
      }
      chunks.add(Objects.requireNonNull(writer).toChunk());
      new SeriesDecoder().decode(chunks, Long.MIN_VALUE, Long.MAX_VALUE, out);
      assertThat(decoded()).as("seed %d", seed).isEqualTo(expected);
      checkHints(chunks, seed);
    }
  }

  @Test
  void aCounterKeepsOneLayoutWhileBucketsAreAdded() {
    HistogramWriter writer = begin(sample(TWO, 1, 2));
    assertThat(writer.append(20, sample(layout(-1, 1, 0, 3), 5, 1, 2, 9), 0)).isSameAs(writer);
    decode(writer);
    assertThat(decoded(0)).endsWith("+ 0:1.0 1:2.0 -");
    assertThat(decoded(1)).endsWith("+ -1:5.0 0:1.0 1:2.0 2:9.0 -");
    assertThat(histogram(0).layout()).isSameAs(histogram(1).layout());
    assertThat(histogram(0).hint()).isEqualTo(ResetHint.UNKNOWN);
    assertThat(histogram(1).hint()).isEqualTo(ResetHint.NOT_RESET);
  }

  @Test
  void anEmptyBucketMayVanish() {
    HistogramWriter writer = begin(sample(TWO, 3, 0));
    assertThat(writer.append(20, sample(layout(0, 1), 4), 0)).isSameAs(writer);
    decode(writer);
    assertThat(histogram(1).buckets()).containsExactly(4, 0);
  }

  @Test
  void whatMayNotShareAChunkBeginsOne() {
    assertNewChunk(sample(TWO, 1, 1), 0b10);
    assertNewChunk(sample(layout(0, 1), 9), 0b10);
    assertNewChunk(sample(TWO, 2, 3).withHint(ResetHint.RESET), 0b10);
    assertNewChunk(sample(TWO, 2, 3).withHint(ResetHint.GAUGE), 0b11);
    HistogramLayout finer =
        new HistogramLayout(2, 0, new int[] {0, 2}, HistogramLayout.NO_SPANS, new double[0]);
    assertNewChunk(sample(finer, 8, 8), 0b00);
  }

  @Test
  void onlyStaleMarkersFollowAStaleMarker() {
    HistogramWriter writer = begin(sample(TWO, 1, 2));
    assertThat(writer.append(20, HistogramFields.STALE, 0)).isSameAs(writer);
    assertThat(writer.append(30, HistogramFields.STALE, 0)).isSameAs(writer);
    assertThat(writer.append(40, sample(TWO, 1, 2), 0)).isNotSameAs(writer);
    decode(writer);
    assertThat(StaleMarker.isStale(out.values[1])).isTrue();
    assertThat(StaleMarker.isStale(out.values[2])).isTrue();
  }

  @Test
  void gaugesMayFall() {
    HistogramWriter writer = begin(sample(TWO, 5, 6).withHint(ResetHint.GAUGE));
    FloatHistogram lower = sample(layout(1, 2), 1, 1).withHint(ResetHint.GAUGE);
    assertThat(writer.append(20, lower, 0)).isSameAs(writer);
    decode(writer);
    assertThat(decoded(0)).endsWith("+ 0:5.0 1:6.0 -");
    assertThat(decoded(1)).endsWith("+ 1:1.0 2:1.0 -");
    assertThat(histogram(1).hint()).isEqualTo(ResetHint.GAUGE);
  }

  @Test
  void aFullChunkGoesOnWithWhatIsKnownOfTheReset() {
    HistogramWriter writer = begin(sample(TWO, 1, 2));
    assertThat(headerOf(next(writer, sample(TWO, 1, 2)))).isEqualTo(0b01);
    assertThat(headerOf(next(writer, sample(TWO, 0, 2)))).isEqualTo(0b10);
  }

  private void assertNewChunk(FloatHistogram second, int header) {
    HistogramWriter writer = begin(sample(TWO, 2, 2));
    HistogramWriter after = writer.append(20, second, 0);
    assertThat(after).isNotSameAs(writer);
    assertThat(after.count()).isOne();
    assertThat(headerOf(after)).isEqualTo(header);
  }

  private static int headerOf(HistogramWriter writer) {
    return (writer.toChunk().data()[2] & 0xff) >>> 6;
  }

  private static HistogramWriter next(HistogramWriter before, FloatHistogram first) {
    return HistogramWriter.begin(Encoding.FLOAT_HISTOGRAM, before, 20, first, 0);
  }

  private static HistogramWriter begin(FloatHistogram first) {
    return HistogramWriter.begin(Encoding.FLOAT_HISTOGRAM, null, 10, first, 0);
  }

  private static HistogramLayout layout(int... spans) {
    return new HistogramLayout(0, 0, spans, HistogramLayout.NO_SPANS, HistogramLayout.NO_BOUNDS);
  }

  private static FloatHistogram sample(HistogramLayout layout, double... buckets) {
    double count = Arrays.stream(buckets).sum();
    return new FloatHistogram(layout, ResetHint.UNKNOWN, count, 0, count, buckets);
  }

  private static HistogramWriter append(
      Encoding encoding,
      @Nullable HistogramWriter writer,
      long time,
      FloatHistogram sample,
      long start,
      List<Chunk> chunks) {
    if (writer == null || writer.count() == 100) {
      if (writer != null) {
        chunks.add(writer.toChunk());
      }
      return HistogramWriter.begin(encoding, writer, time, sample, start);
    }
    HistogramWriter next = writer.append(time, sample, start);
    if (next != writer) {
      chunks.add(writer.toChunk());
    }
    return next;
  }

  /** What the reader says is no reset must be none. */
  private void checkHints(List<Chunk> chunks, long seed) {
    int at = 0;
    for (Chunk chunk : chunks) {
      int count = HistogramReader.of(chunk.encoding()).decode(chunk, new SampleColumns());
      for (int i = 0; i < count; i++, at++) {
        FloatHistogram sample = histogram(at);
        if (sample.hint() == ResetHint.NOT_RESET) {
          FloatHistogram before = histogram(at - 1);
          assertThat(i).isPositive();
          assertThat(sample.layout()).as("seed %d", seed).isEqualTo(before.layout());
          assertThat(LayoutUnion.anyFell(before, sample)).as("seed %d", seed).isFalse();
        }
      }
    }
  }

  private void decode(HistogramWriter writer) {
    new SeriesDecoder().decode(List.of(writer.toChunk()), Long.MIN_VALUE, Long.MAX_VALUE, out);
  }

  private List<String> decoded() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < out.size; i++) {
      all.add(decoded(i));
    }
    return all;
  }

  private String decoded(int at) {
    long start = out.startTimes == null ? 0 : out.startTimes[at];
    return out.timestamps[at] + " " + start + " " + RandomHistograms.describe(histogram(at));
  }

  private FloatHistogram histogram(int at) {
    return Objects.requireNonNull(Objects.requireNonNull(out.histograms)[at]);
  }
}
