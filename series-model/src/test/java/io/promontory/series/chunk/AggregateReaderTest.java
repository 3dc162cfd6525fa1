package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AggregateReaderTest {
  private static final long FIVE = 300_000;
  private static final long HOUR = 3_600_000;

  private final SeriesDecoder decoder = new SeriesDecoder();

  private static Chunk floats(double... timesAndValues) {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < timesAndValues.length; i += 2) {
      writer.append((long) timesAndValues[i], timesAndValues[i + 1]);
    }
    return writer.toChunk();
  }

  /** Windows of one width with these values, the first one ending with the first width. */
  private static Chunk windows(long width, double... values) {
    XorWriter writer = new XorWriter();
    for (int i = 0; i < values.length; i++) {
      writer.append((i + 1) * width - 1, values[i]);
    }
    return writer.toChunk();
  }

  private static Chunk aggregates(Chunk count, Chunk sum, Chunk min, Chunk max, Chunk counter) {
    Map<Aggregate, Chunk> parts = new EnumMap<>(Aggregate.class);
    Chunk[] all = {count, sum, min, max, counter};
    for (Aggregate aggregate : Aggregate.values()) {
      if (all[aggregate.ordinal()] != null) {
        parts.put(aggregate, all[aggregate.ordinal()]);
      }
    }
    return AggregateParts.join(parts, count.minTime(), count.maxTime());
  }

  private String decode(Reduction reduction, long minTime, long maxTime, Chunk... chunks) {
    SampleColumns out = new SampleColumns();
    decoder.decode(List.of(chunks), minTime, maxTime, reduction, out);
    List<String> text = new ArrayList<>();
    for (int i = 0; i < out.size; i++) {
      WindowColumns windows = out.windows;
      boolean window = windows != null && windows.widths[i] > 0;
      text.add(
          (out.timestamps[i] + 1) / 1000.0
              + "="
              + out.values[i]
              + (window ? "/" + windows.widths[i] / 60_000 + "m*" + windows.counts[i] : ""));
    }
    return String.join(" ", text);
  }

  private String decode(Reduction reduction, Chunk... chunks) {
    return decode(reduction, 0, Long.MAX_VALUE, chunks);
  }

  @Test
  void eachReductionHasItsOwnValues() {
    Chunk chunk =
        aggregates(
            windows(FIVE, 5, 4),
            windows(FIVE, 50, 20),
            windows(FIVE, 1, 2),
            windows(FIVE, 19, 9),
            windows(FIVE, 7, 8));
    assertThat(decode(Reduction.MEAN, chunk)).isEqualTo("300.0=10.0/5m*5.0 600.0=5.0/5m*4.0");
    assertThat(decode(Reduction.COUNT, chunk)).isEqualTo("300.0=5.0/5m*5.0 600.0=4.0/5m*4.0");
    assertThat(decode(Reduction.SUM, chunk)).isEqualTo("300.0=50.0/5m*5.0 600.0=20.0/5m*4.0");
    assertThat(decode(Reduction.MIN, chunk)).isEqualTo("300.0=1.0/5m*5.0 600.0=2.0/5m*4.0");
    assertThat(decode(Reduction.MAX, chunk)).isEqualTo("300.0=19.0/5m*5.0 600.0=9.0/5m*4.0");
    assertThat(decode(Reduction.RESETS, chunk)).isEqualTo("300.0=1.0/5m*5.0 600.0=2.0/5m*4.0");
    assertThat(decoder.takeLackingAggregates()).isFalse();
  }

  @Test
  void aMissingAggregateIsNoDataAndIsTold() {
    Chunk chunk = aggregates(windows(FIVE, 5), windows(FIVE, 50), null, null, null);
    assertThat(decode(Reduction.MAX, chunk)).isEmpty();
    assertThat(decoder.takeLackingAggregates()).isTrue();
    assertThat(decode(Reduction.MEAN, chunk)).isNotEmpty();
    assertThat(decoder.takeLackingAggregates()).isFalse();
  }

  @Test
  void windowsOfAnHourAreKnownByTheirEnds() {
    Chunk chunk = aggregates(windows(HOUR, 60, 60), windows(HOUR, 60, 120), null, null, null);
    assertThat(decode(Reduction.MEAN, chunk)).isEqualTo("3600.0=1.0/60m*60.0 7200.0=2.0/60m*60.0");
  }

  @Test
  void theWindowsBesideTheTimesStay() {
    Chunk chunk =
        aggregates(windows(HOUR, 1, 1, 1, 1), windows(HOUR, 1, 2, 3, 4), null, null, null);
    assertThat(decode(Reduction.MEAN, 2 * HOUR + 60_000, 3 * HOUR, chunk))
        .isEqualTo("3600.0=1.0/60m*1.0 7200.0=2.0/60m*1.0 10800.0=3.0/60m*1.0 14400.0=4.0/60m*1.0");
  }

  @Test
  void windowsOutsideTheTimesOfTheChunkDoNotBelongToIt() {
    Chunk all = aggregates(windows(FIVE, 1, 1, 1), windows(FIVE, 1, 2, 3), null, null, null);
    Chunk cut =
        new Chunk(all.encoding(), FIVE, 2 * FIVE - 1, all.data(), all.offset(), all.length());
    assertThat(decode(Reduction.MEAN, cut)).isEqualTo("600.0=2.0/5m*1.0");
  }

  @Test
  void aCounterWithoutResetsIsAsRecorded() {
    Chunk counter = floats(1_000, 10, FIVE - 1, 20, 2 * FIVE - 1, 30, 2 * FIVE - 1, 30);
    Chunk chunk = aggregates(windows(FIVE, 5, 5), null, null, null, counter);
    assertThat(decode(Reduction.COUNTER, chunk))
        .isEqualTo("1.001=10.0/5m*0.0 300.0=20.0/5m*0.0 600.0=30.0/5m*0.0");
  }

  /** 10, 20, then up to 26 and reset, 4 at the end of its window, 9 at the end. */
  @Test
  void aCounterBeginsAndEndsWithItsRawValues() {
    Chunk counter =
        floats(1_000, 10, FIVE - 1, 20, 2 * FIVE - 1, 30, 3 * FIVE - 1, 35, 3 * FIVE - 1, 9);
    Chunk chunk = aggregates(windows(FIVE, 5, 5, 5), null, null, null, counter);
    assertThat(decode(Reduction.COUNTER, chunk))
        .isEqualTo(
            "1.001=10.0/5m*0.0 300.0=20.0/5m*0.0 480.0=26.0/5m*0.0 600.0=4.0/5m*0.0"
                + " 900.0=9.0/5m*0.0");
  }

  @Test
  void aCounterThatIsCutEndsWithTheGreatestValueOfItsLastWindow() {
    Chunk counter =
        floats(1_000, 10, FIVE - 1, 20, 2 * FIVE - 1, 30, 3 * FIVE - 1, 35, 3 * FIVE - 1, 9);
    Chunk all = aggregates(windows(FIVE, 5, 5, 5), null, null, windows(FIVE, 20, 4, 9), counter);
    Chunk cut =
        new Chunk(all.encoding(), FIVE - 1, 2 * FIVE - 1, all.data(), all.offset(), all.length());
    assertThat(decode(Reduction.COUNTER, cut))
        .isEqualTo("1.001=10.0/5m*0.0 300.0=20.0/5m*0.0 480.0=26.0/5m*0.0 600.0=4.0/5m*0.0");
  }

  @Test
  void aWindowWithSamplesOfItsOwnIsLeftOut() {
    Chunk chunk = aggregates(windows(FIVE, 5, 5, 5), windows(FIVE, 5, 10, 15), null, null, null);
    assertThat(decode(Reduction.MEAN, chunk, floats(FIVE + 1_000, 7, FIVE + 61_000, 8)))
        .isEqualTo("300.0=1.0/5m*5.0 301.001=7.0 361.001=8.0 900.0=3.0/5m*5.0");
    assertThat(decode(Reduction.MEAN, floats(FIVE + 1_000, 7, FIVE + 61_000, 8), chunk))
        .isEqualTo("300.0=1.0/5m*5.0 301.001=7.0 361.001=8.0 900.0=3.0/5m*5.0");
  }

  @Test
  void rawSamplesOfEveryEncodingBehindWindowsThatWereCutStandForThemselves() {
    double[] tens = DoubleStream.generate(() -> 10).limit(40).toArray();
    Chunk chunk = aggregates(windows(FIVE, tens), windows(FIVE, tens), null, null, null);
    for (Encoding encoding : Encoding.values()) {
      if (encoding != Encoding.AGGREGATES) {
        assertThat(decode(Reduction.MEAN, 39 * FIVE, 41 * FIVE, chunk, raw(encoding, 40 * FIVE, 3)))
            .as("%s", encoding)
            .isEqualTo(
                "11400.0=1.0/5m*10.0 11700.0=1.0/5m*10.0 12000.0=1.0/5m*10.0"
                    + " 12000.001=1.0 12060.001=1.0 12120.001=1.0");
      }
    }
  }

  /** Samples of 1, a minute apart. */
  private static Chunk raw(Encoding encoding, long start, int count) {
    if (encoding == Encoding.XOR || encoding == Encoding.XOR2) {
      FloatWriter writer = encoding == Encoding.XOR ? new XorWriter() : new Xor2Writer();
      for (int i = 0; i < count; i++) {
        writer.append(start + i * 60_000L, 1);
      }
      return writer.toChunk();
    }
    FloatHistogram one =
        new FloatHistogram(HistogramLayout.EMPTY, ResetHint.UNKNOWN, 0, 0, 1, new double[0]);
    HistogramWriter writer = HistogramWriter.begin(encoding, null, start, one, 0);
    for (int i = 1; i < count; i++) {
      writer = writer.append(start + i * 60_000L, one, 0);
    }
    return writer.toChunk();
  }

  @Test
  void brokenPartsAreCorruption() {
    Chunk whole = aggregates(windows(FIVE, 5), windows(FIVE, 50), null, null, null);
    for (int length = 1; length < whole.length() - 3; length++) {
      Chunk cut = new Chunk(whole.encoding(), 0, FIVE, whole.data(), whole.offset(), length);
      assertThatThrownBy(() -> AggregateParts.of(cut).get(Aggregate.SUM).length())
          .isInstanceOfAny(CorruptChunkException.class, NullPointerException.class);
    }
    byte[] nested = {2, (byte) 0xff, 0, 0, 0, 0, 0};
    assertThatThrownBy(() -> AggregateParts.of(Chunk.of(Encoding.AGGREGATES, 0, FIVE, nested)))
        .isInstanceOf(CorruptChunkException.class)
        .hasMessageContaining("unknown encoding");
  }
}
