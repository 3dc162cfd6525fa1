package io.promontory.rules.remotewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.promontory.promql.value.QueryValue;
import io.promontory.proto.prometheus.BucketSpan;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.proto.prometheus.Label;
import io.promontory.proto.prometheus.Sample;
import io.promontory.proto.prometheus.TimeSeries;
import io.promontory.proto.prometheus.WriteRequest;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Samples as a {@code prometheus.WriteRequest}. Histograms of floats stay such. */
final class WriteMessageV1 {
  private WriteMessageV1() {}

  static WriteRequest of(Map<Labels, ? extends List<QueryValue.Sample>> bySeries) {
    WriteRequest.Builder request = WriteRequest.newBuilder();
    bySeries.forEach((labels, samples) -> request.addTimeseries(series(labels, samples)));
    return request.build();
  }

  private static TimeSeries series(Labels labels, List<QueryValue.Sample> samples) {
    TimeSeries.Builder series = TimeSeries.newBuilder();
    for (int i = 0; i < labels.size(); i++) {
      series.addLabels(
          Label.newBuilder()
              .setName(ByteString.copyFrom(labels.name(i), UTF_8))
              .setValue(ByteString.copyFrom(labels.value(i), UTF_8)));
    }
    for (QueryValue.Sample sample : samples) {
      FloatHistogram histogram = sample.histogram();
      if (histogram == null) {
        series.addSamples(
            Sample.newBuilder().setTimestamp(sample.timestampMs()).setValue(sample.value()));
      } else {
        series.addHistograms(message(histogram).setTimestamp(sample.timestampMs()));
      }
    }
    return series.build();
  }

  private static Histogram.Builder message(FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    Histogram.Builder message =
        Histogram.newBuilder()
            .setCountFloat(histogram.count())
            .setZeroCountFloat(histogram.zeroCount())
            .setSum(histogram.sum())
            .setSchema(layout.schema())
            .setZeroThreshold(layout.zeroThreshold())
            .addAllPositiveSpans(spans(layout.positiveSpans()))
            .addAllNegativeSpans(spans(layout.negativeSpans()))
            .setResetHint(hint(histogram));
    Arrays.stream(layout.customBounds()).forEach(message::addCustomValues);
    double[] buckets = histogram.buckets();
    for (int i = 0; i < buckets.length; i++) {
      if (i < layout.positiveBuckets()) {
        message.addPositiveCounts(buckets[i]);
      } else {
        message.addNegativeCounts(buckets[i]);
      }
    }
    return message;
  }

  private static List<BucketSpan> spans(int[] pairs) {
    List<BucketSpan> spans = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      spans.add(BucketSpan.newBuilder().setOffset(pairs[i]).setLength(pairs[i + 1]).build());
    }
    return spans;
  }

  private static Histogram.ResetHint hint(FloatHistogram histogram) {
    return switch (histogram.hint()) {
      case UNKNOWN -> Histogram.ResetHint.UNKNOWN;
      case RESET -> Histogram.ResetHint.YES;
      case NOT_RESET -> Histogram.ResetHint.NO;
      case GAUGE -> Histogram.ResetHint.GAUGE;
    };
  }
}
