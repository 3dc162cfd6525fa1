package io.promontory.frontend.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.proto.prometheuscopy.BucketSpan;
import io.promontory.proto.prometheuscopy.Histogram;
import io.promontory.proto.prometheuscopy.Sample;
import io.promontory.proto.prometheuscopy.TimeSeries;
import io.promontory.proto.thanos.Label;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;

/** Results of queries as {@code prometheus_copy.TimeSeries}; histograms with counts as floats. */
final class TimeSeriesMessages {
  private TimeSeriesMessages() {}

  /**
   * Hands out one message for each series of a result; a scalar is a series without labels.
   *
   * @throws QueryException for a string, which no message can hold
   */
  static void write(QueryValue value, Consumer<TimeSeries> out) {
    switch (value) {
      case QueryValue.Scalar(long time, double number) ->
          out.accept(TimeSeries.newBuilder().addSamples(sample(time, number)).build());
      case QueryValue.Text text ->
          throw new QueryException(
              QueryException.Kind.BAD_DATA,
              "the result is a string, for which there is no message; ask the HTTP API");
      case QueryValue.Vector(var samples) -> samples.forEach(one -> out.accept(message(one)));
      case QueryValue.Matrix(var all) -> all.forEach(series -> out.accept(message(series)));
    }
  }

  private static TimeSeries message(QueryValue.Sample sample) {
    TimeSeries.Builder message = labelled(sample.labels());
    FloatHistogram histogram = sample.histogram();
    if (histogram == null) {
      message.addSamples(sample(sample.timestampMs(), sample.value()));
    } else {
      message.addHistograms(message(histogram, sample.timestampMs()));
    }
    return message.build();
  }

  private static TimeSeries message(PointSeries series) {
    TimeSeries.Builder message = labelled(series.labels());
    for (int i = 0; i < series.size(); i++) {
      FloatHistogram histogram = series.histogram(i);
      if (histogram == null) {
        message.addSamples(sample(series.timestampsMs()[i], series.values()[i]));
      } else {
        message.addHistograms(message(histogram, series.timestampsMs()[i]));
      }
    }
    return message.build();
  }

  private static TimeSeries.Builder labelled(Labels labels) {
    TimeSeries.Builder message = TimeSeries.newBuilder();
    for (int i = 0; i < labels.size(); i++) {
      message.addLabels(
          Label.newBuilder()
              .setName(ByteString.copyFrom(labels.name(i), UTF_8))
              .setValue(ByteString.copyFrom(labels.value(i), UTF_8)));
    }
    return message;
  }

  private static Sample sample(long timeMs, double value) {
    return Sample.newBuilder().setTimestamp(timeMs).setValue(value).build();
  }

  private static Histogram message(FloatHistogram histogram, long timeMs) {
    HistogramLayout layout = histogram.layout();
    Histogram.Builder message =
        Histogram.newBuilder()
            .setTimestamp(timeMs)
            .setCountFloat(histogram.count())
            .setSum(histogram.sum())
            .setSchema(layout.schema())
            .setZeroThreshold(layout.zeroThreshold())
            .setZeroCountFloat(histogram.zeroCount())
            .setResetHint(hint(histogram.hint()));
    for (double bound : layout.customBounds()) {
      message.addCustomValues(bound);
    }
    spans(layout.positiveSpans(), message::addPositiveSpans);
    spans(layout.negativeSpans(), message::addNegativeSpans);
    double[] counts = histogram.buckets();
    for (int i = 0; i < counts.length; i++) {
      if (i < layout.positiveBuckets()) {
        message.addPositiveCounts(counts[i]);
      } else {
        message.addNegativeCounts(counts[i]);
      }
    }
    return message.build();
  }

  private static void spans(int[] flat, Consumer<BucketSpan> out) {
    for (int i = 0; i < flat.length; i += 2) {
      out.accept(BucketSpan.newBuilder().setOffset(flat[i]).setLength(flat[i + 1]).build());
    }
  }

  private static Histogram.ResetHint hint(ResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> Histogram.ResetHint.UNKNOWN;
      case RESET -> Histogram.ResetHint.YES;
      case NOT_RESET -> Histogram.ResetHint.NO;
      case GAUGE -> Histogram.ResetHint.GAUGE;
    };
  }
}
