package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.promontory.adapter.testing.FaultServer;
import io.promontory.proto.prometheus.BucketSpan;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.proto.prometheus.Label;
import io.promontory.proto.prometheus.QueryResult;
import io.promontory.proto.prometheus.ReadResponse;
import io.promontory.proto.prometheus.Sample;
import io.promontory.proto.prometheus.TimeSeries;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** A server that offers samples only. */
class SampledReadTest {
  private static final Labels EU = Labels.of("region", "eu");

  private static List<Series> read(ReadResponse response) throws Exception {
    byte[] body = Snappy.compress(response.toByteArray());
    try (FaultServer server =
            FaultServer.saysNothing(
                exchange ->
                    exchange
                        .head(200, "application/x-protobuf", "Content-Encoding: snappy")
                        .write(body));
        PrometheusStore store =
            new PrometheusStore(
                PrometheusStoreConfig.of("old", server.uri()).withExternalLabels(EU));
        SeriesSet set =
            store.select(
                SelectRequest.of(0, 400_000, List.of(Matcher.equal("__name__", "m"))),
                QueryContext.unbounded())) {
      List<Series> all = new ArrayList<>();
      for (Series series = set.next(); series != null; series = set.next()) {
        all.add(series);
      }
      return all;
    }
  }

  private static TimeSeries.Builder series(String x) {
    return TimeSeries.newBuilder().addLabels(label("x", x)).addLabels(label("__name__", "m"));
  }

  private static Label label(String name, String value) {
    return Label.newBuilder()
        .setName(ByteString.copyFrom(name, UTF_8))
        .setValue(ByteString.copyFrom(value, UTF_8))
        .build();
  }

  private static ReadResponse response(TimeSeries.Builder... series) {
    QueryResult.Builder result = QueryResult.newBuilder();
    Arrays.stream(series).forEach(result::addTimeseries);
    return ReadResponse.newBuilder()
        .addResults(QueryResult.getDefaultInstance())
        .addResults(result)
        .build();
  }

  private static Sample sample(long time, double value) {
    return Sample.newBuilder().setTimestamp(time).setValue(value).build();
  }

  @Test
  void samplesAreSortedTrimmedAndWrittenIntoChunks() throws Exception {
    TimeSeries.Builder b = series("b");
    for (int i = 299; i >= 0; i--) {
      b.addSamples(sample(i * 1000L, i));
    }
    b.addSamples(sample(900_000, -1));
    List<Series> all = read(response(b, series("a").addSamples(sample(5, 1.5))));
    assertThat(all.stream().map(Series::labels))
        .containsExactly(
            Labels.of("__name__", "m", "x", "a", "region", "eu"),
            Labels.of("__name__", "m", "x", "b", "region", "eu"));
    SampleColumns columns = new SampleColumns();
    new SeriesDecoder().decode(all.get(1).chunks(), 0, 400_000, columns);
    assertThat(columns.size).isEqualTo(300);
    assertThat(columns.values[299]).isEqualTo(299);
    assertThat(all.get(1).chunks()).hasSize(3);
  }

  @Test
  void histogramsAreWrittenIntoChunksBesideFloats() throws Exception {
    Histogram integers =
        Histogram.newBuilder()
            .setCountInt(7)
            .setSum(3.5)
            .setSchema(1)
            .setZeroCountInt(1)
            .setZeroThreshold(0.001)
            .addPositiveSpans(BucketSpan.newBuilder().setOffset(-1).setLength(2))
            .addPositiveSpans(BucketSpan.newBuilder().setOffset(3).setLength(1))
            .addAllPositiveDeltas(List.of(2L, 1L, -2L))
            .setTimestamp(20)
            .build();
    Histogram floats =
        Histogram.newBuilder()
            .setCountFloat(1.5)
            .setSchema(-53)
            .addCustomValues(0.5)
            .addPositiveSpans(BucketSpan.newBuilder().setOffset(1).setLength(1))
            .addPositiveCounts(1.5)
            .setResetHint(Histogram.ResetHint.GAUGE)
            .setTimestamp(10)
            .build();
    TimeSeries.Builder mixed =
        series("a")
            .addHistograms(integers)
            .addHistograms(floats)
            .addHistograms(floats.toBuilder().setTimestamp(30))
            .addSamples(sample(30, 4));
    SampleColumns columns = new SampleColumns();
    new SeriesDecoder().decode(read(response(mixed)).getFirst().chunks(), 0, 400_000, columns);
    assertThat(Arrays.copyOf(columns.timestamps, columns.size)).containsExactly(10, 20, 30);
    assertThat(columns.histograms[0]).hasToString("{count:1.5, sum:0, (0.5,+Inf]:1.5}");
    assertThat(columns.histograms[0].hint()).isEqualTo(ResetHint.GAUGE);
    assertThat(columns.histograms[1].buckets()).containsExactly(2, 3, 1);
    assertThat(columns.histograms[1].layout().positiveSpans()).containsExactly(-1, 2, 3, 1);
    assertThat(columns.histograms[1].zeroCount()).isEqualTo(1);
    assertThat(columns.histograms[2]).isNull();
    assertThat(columns.values[2]).isEqualTo(4);
  }

  @Test
  void histogramsThatBreakTheRulesAreRefused() {
    Histogram.Builder histogram = Histogram.newBuilder().setCountInt(1).setTimestamp(5);
    assertRefused(histogram.clone().setSchema(60), "schema 60 is unknown");
    assertRefused(
        histogram.clone().addPositiveSpans(BucketSpan.newBuilder().setLength(1_000_000_000)),
        "spans of buckets that make no sense");
    assertRefused(histogram.clone().addPositiveDeltas(1), "1 counts for 0 buckets");
    assertRefused(
        histogram.clone().setSchema(-53).addCustomValues(2).addCustomValues(1),
        "custom bounds do not ascend");
  }

  private static void assertRefused(Histogram.Builder histogram, String problem) {
    assertThatThrownBy(() -> read(response(series("a").addHistograms(histogram))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a native histogram of")
        .hasMessageContaining(problem);
  }

  @Test
  void anAnswerToAnotherNumberOfQueriesIsRefused() {
    assertThatThrownBy(() -> read(ReadResponse.getDefaultInstance()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("results for 0 of 2 queries");
  }
}
