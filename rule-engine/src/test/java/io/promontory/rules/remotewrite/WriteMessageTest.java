package io.promontory.rules.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.value.QueryValue;
import io.promontory.proto.prometheus.WriteRequest;
import io.promontory.proto.writev2.Request;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class WriteMessageTest {
  private static final double ODD_NAN = Double.longBitsToDouble(0x7ff0_0000_dead_beefL);
  private static final Labels A = Labels.of(Labels.METRIC_NAME, "a", "é", "☃");
  private static final Labels B = Labels.of(Labels.METRIC_NAME, "b", "x", "a");
  private static final FloatHistogram HISTOGRAM =
      new FloatHistogram(
          new HistogramLayout(
              1, 0.25, new int[] {-2, 1, 3, 2}, new int[] {0, 1}, HistogramLayout.NO_BOUNDS),
          ResetHint.GAUGE,
          7.5,
          0.5,
          StaleMarker.VALUE,
          new double[] {1, 2.5, -0.0, 3});
  private static final List<QueryValue.Sample> SAMPLES =
      List.of(
          new QueryValue.Sample(A, 1000, StaleMarker.VALUE),
          new QueryValue.Sample(B, 1000, 0, HISTOGRAM),
          new QueryValue.Sample(A, 2000, ODD_NAN),
          new QueryValue.Sample(A, 3000, -0.0));

  @Test
  void version1KeepsEveryBit() throws IOException {
    WriteRequest request =
        WriteRequest.parseFrom(Snappy.uncompress(WriteMessage.encode(WriteProtocol.V1, SAMPLES)));
    assertThat(request.getTimeseriesCount()).isEqualTo(2);
    var a = request.getTimeseries(0);
    assertThat(a.getLabels(1).getName().toStringUtf8()).isEqualTo("é");
    assertThat(a.getLabels(1).getValue().toStringUtf8()).isEqualTo("☃");
    assertThat(a.getSamplesList().stream().map(s -> Double.doubleToRawLongBits(s.getValue())))
        .containsExactly(
            0x7ff0_0000_0000_0002L, 0x7ff0_0000_dead_beefL, Double.doubleToRawLongBits(-0.0));
    var histogram = request.getTimeseries(1).getHistograms(0);
    assertThat(Double.doubleToRawLongBits(histogram.getSum())).isEqualTo(0x7ff0_0000_0000_0002L);
    assertThat(histogram.getCountFloat()).isEqualTo(7.5);
    assertThat(histogram.getPositiveSpans(1).getOffset()).isEqualTo(3);
    assertThat(histogram.getPositiveCountsList()).containsExactly(1.0, 2.5, -0.0);
    assertThat(histogram.getNegativeCountsList()).containsExactly(3.0);
    assertThat(histogram.getResetHint().name()).isEqualTo("GAUGE");
  }

  @Test
  void version2KeepsEveryBitWithTextsOnce() throws IOException {
    Request request =
        Request.parseFrom(Snappy.uncompress(WriteMessage.encode(WriteProtocol.V2, SAMPLES)));
    assertThat(request.getSymbolsList()).containsExactly("", "__name__", "a", "é", "☃", "b", "x");
    assertThat(request.getTimeseries(0).getLabelsRefsList()).containsExactly(1, 2, 3, 4);
    assertThat(request.getTimeseries(1).getLabelsRefsList()).containsExactly(1, 5, 6, 2);
    assertThat(
            request.getTimeseries(0).getSamplesList().stream()
                .map(s -> Double.doubleToRawLongBits(s.getValue())))
        .containsExactly(
            0x7ff0_0000_0000_0002L, 0x7ff0_0000_dead_beefL, Double.doubleToRawLongBits(-0.0));
    assertThat(request.getTimeseries(1).getHistograms(0).getZeroCountFloat()).isEqualTo(0.5);
    assertThat(request.getTimeseries(1).getHistograms(0).getPositiveCountsCount()).isEqualTo(3);
  }
}
