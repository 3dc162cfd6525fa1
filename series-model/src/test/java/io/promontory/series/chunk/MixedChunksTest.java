package io.promontory.series.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chunks of floats and histograms, with and without start times, in one series. */
class MixedChunksTest {
  private static final long FROM = Long.MIN_VALUE;
  private static final long TO = Long.MAX_VALUE;

  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns out = new SampleColumns();

  @Test
  void floatsFollowHistograms() {
    decode(histograms(1, 10, 20), floats(2, 30, 40), histograms(3, 50));
    assertSamples("10=1u 20=1n 30=2 40=2 50=3u");
  }

  @Test
  void nothingIsLeftOfTheSeriesBefore() {
    decode(histograms(1, 10, 20, 30, 40));
    decode(floats(2, 10, 20));
    assertThat(out.histograms).isNull();
    decode(floats(2, 10, 20), histograms(3, 30));
    assertSamples("10=2 20=2 30=3u");
    decode(histograms(1, 10, 20, 30, 40), histograms(5, 50));
    decoder.decode(List.of(histograms(1, 10, 20, 30), floats(2, 31, 40)), 0, 25, out);
    assertSamples("10=1u 20=1n");
    decoder.decode(List.of(histograms(1, 10, 20, 30), floats(2, 24, 40)), 0, 25, out);
    assertSamples("10=1u 20=1n 24=2");
  }

  @Test
  void hintsAreForgottenWhereChunksInterleave() {
    decode(histograms(1, 10, 30, 40, 60), histograms(2, 20, 50));
    assertSamples("10=1u 20=2u 30=1u 40=1n 50=2u 60=1u");
  }

  @Test
  void theFirstOfEqualTimesStaysWithItsHint() {
    decode(histograms(1, 10, 20, 30), histograms(2, 20, 40), floats(3, 30, 50));
    assertSamples("10=1u 20=1n 30=1n 40=2u 50=3");
  }

  @Test
  void gaugesStayGauges() {
    decode(gauges(1, 10, 30), gauges(2, 20, 40));
    assertSamples("10=1g 20=2g 30=1g 40=2g");
  }

  @Test
  void aChunkCutAtItsStartSaysNothingOfAnotherBeforeIt() {
    decoder.decode(List.of(histograms(1, 10, 20), histograms(2, 5, 25, 30)), 8, 40, out);
    assertSamples("10=1u 20=1n 25=2u 30=2n");
    decoder.decode(List.of(histograms(2, 5, 25, 30)), 8, 40, out);
    assertSamples("25=2n 30=2n");
  }

  @Test
  void startTimesAreZeroWhereUnknown() {
    Xor2Writer starts = new Xor2Writer();
    starts.append(30, 3, 25);
    starts.append(40, 3, 35);
    decode(floats(1, 10, 20, 35), starts.toChunk(), histograms(4, 50));
    assertSamples("10=1 20=1 30=3 35=1 40=3 50=4u");
    assertThat(out.startTimes).startsWith(0, 0, 25, 0, 35, 0);
    decode(floats(1, 10));
    assertThat(out.startTimes).isNull();
  }

  private void decode(Chunk... chunks) {
    decoder.decode(List.of(chunks), FROM, TO, out);
  }

  private static Chunk floats(double value, long... times) {
    XorWriter writer = new XorWriter();
    for (long time : times) {
      writer.append(time, value);
    }
    return writer.toChunk();
  }

  private static Chunk histograms(double sum, long... times) {
    return histograms(ResetHint.UNKNOWN, sum, times);
  }

  private static Chunk gauges(double sum, long... times) {
    return histograms(ResetHint.GAUGE, sum, times);
  }

  private static Chunk histograms(ResetHint hint, double sum, long... times) {
    OpenChunk open = new OpenChunk();
    for (long time : times) {
      open.append(
          time, new FloatHistogram(HistogramLayout.EMPTY, hint, 1, 0, sum, new double[0]), 0);
    }
    return open.toChunk();
  }

  private void assertSamples(String expected) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < out.size; i++) {
      FloatHistogram histogram = out.histograms == null ? null : out.histograms[i];
      text.append(i == 0 ? "" : " ").append(out.timestamps[i]).append('=');
      text.append((long) out.values[i]);
      text.append(histogram == null ? "" : histogram.hint().text().charAt(0));
    }
    assertThat(text.toString()).isEqualTo(expected);
  }
}
