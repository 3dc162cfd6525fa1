package io.promontory.rules.remotewrite;

import io.promontory.promql.value.QueryValue;
import io.promontory.proto.writev2.BucketSpan;
import io.promontory.proto.writev2.Histogram;
import io.promontory.proto.writev2.Request;
import io.promontory.proto.writev2.Sample;
import io.promontory.proto.writev2.TimeSeries;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samples as an {@code io.prometheus.write.v2.Request}: texts once, in a table of symbols. */
final class WriteMessageV2 {
  private final Map<String, Integer> symbols = new LinkedHashMap<>();

  private WriteMessageV2() {
    symbols.put("", 0); // the first symbol has to be the empty text
  }

  static Request of(Map<Labels, ? extends List<QueryValue.Sample>> bySeries) {
    WriteMessageV2 table = new WriteMessageV2();
    Request.Builder request = Request.newBuilder();
    bySeries.forEach((labels, samples) -> request.addTimeseries(table.series(labels, samples)));
    return request.addAllSymbols(table.symbols.keySet()).build();
  }

  private int symbol(String text) {
    Integer known = symbols.putIfAbsent(text, symbols.size());
    return known == null ? symbols.size() - 1 : known;
  }

  private TimeSeries series(Labels labels, List<QueryValue.Sample> samples) {
    TimeSeries.Builder series = TimeSeries.newBuilder();
    for (int i = 0; i < labels.size(); i++) {
      series.addLabelsRefs(symbol(labels.name(i))).addLabelsRefs(symbol(labels.value(i)));
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
      case UNKNOWN -> Histogram.ResetHint.RESET_HINT_UNSPECIFIED;
      case RESET -> Histogram.ResetHint.RESET_HINT_YES;
      case NOT_RESET -> Histogram.ResetHint.RESET_HINT_NO;
      case GAUGE -> Histogram.ResetHint.RESET_HINT_GAUGE;
    };
  }
}
