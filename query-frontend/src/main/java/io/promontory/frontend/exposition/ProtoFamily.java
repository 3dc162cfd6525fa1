package io.promontory.frontend.exposition;

import io.promontory.proto.metrics.Bucket;
import io.promontory.proto.metrics.BucketSpan;
import io.promontory.proto.metrics.Histogram;
import io.promontory.proto.metrics.LabelPair;
import io.promontory.proto.metrics.Metric;
import io.promontory.proto.metrics.MetricFamily;
import io.promontory.proto.metrics.MetricType;
import io.promontory.proto.metrics.Untyped;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;

/** Makes messages of families. */
final class ProtoFamily {
  private ProtoFamily() {}

  static MetricFamily of(Family family, NameEscaping escaping) {
    MetricFamily.Builder message =
        MetricFamily.newBuilder()
            .setName(escaping.escape(family.name()))
            .setType(
                switch (family.kind()) {
                  case UNTYPED -> MetricType.UNTYPED;
                  case HISTOGRAM -> MetricType.HISTOGRAM;
                  case GAUGE_HISTOGRAM -> MetricType.GAUGE_HISTOGRAM;
                });
    for (Family.Point point : family.points()) {
      Metric.Builder metric = message.addMetricBuilder().setTimestampMs(point.timestamp());
      for (Family.Label label : point.labels()) {
        metric.addLabel(
            LabelPair.newBuilder().setName(escaping.escape(label.name())).setValue(label.value()));
      }
      FloatHistogram histogram = point.histogram();
      if (histogram == null) {
        metric.setUntyped(Untyped.newBuilder().setValue(point.value()));
      } else {
        metric.setHistogram(
            histogram.layout().isCustom() ? classic(histogram) : exponential(histogram));
      }
    }
    return message.build();
  }

  /** The bucket up to infinity may be left out in this format. */
  private static Histogram.Builder classic(FloatHistogram histogram) {
    Histogram.Builder message =
        Histogram.newBuilder().setSampleCountFloat(histogram.count()).setSampleSum(histogram.sum());
    double[] cumulative = ClassicBuckets.cumulative(histogram);
    for (int i = 0; i < cumulative.length; i++) {
      message.addBucket(
          Bucket.newBuilder()
              .setUpperBound(histogram.layout().customBounds()[i])
              .setCumulativeCountFloat(cumulative[i]));
    }
    return message;
  }

  private static Histogram.Builder exponential(FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    Histogram.Builder message =
        Histogram.newBuilder()
            .setSampleCountFloat(histogram.count())
            .setSampleSum(histogram.sum())
            .setSchema(layout.schema())
            .setZeroThreshold(layout.zeroThreshold())
            .setZeroCountFloat(histogram.zeroCount());
    int[] negative = layout.negativeSpans();
    for (int i = 0; i < negative.length; i += 2) {
      message.addNegativeSpan(span(negative, i));
    }
    int[] positive = layout.positiveSpans();
    for (int i = 0; i < positive.length; i += 2) {
      message.addPositiveSpan(span(positive, i));
    }
    double[] buckets = histogram.buckets();
    for (int i = 0; i < buckets.length; i++) {
      if (i < layout.positiveBuckets()) {
        message.addPositiveCount(buckets[i]);
      } else {
        message.addNegativeCount(buckets[i]);
      }
    }
    return message;
  }

  private static BucketSpan span(int[] spans, int at) {
    return BucketSpan.newBuilder().setOffset(spans[at]).setLength(spans[at + 1]).build();
  }
}
