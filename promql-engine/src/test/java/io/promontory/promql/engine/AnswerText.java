package io.promontory.promql.engine;

import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.FloatHistogram;
import java.util.List;
import java.util.function.Supplier;

/** Whole answers as text that differs where a single bit does. */
public final class AnswerText {
  private AnswerText() {}

  /** Values with their bits, annotations, or the error. */
  public static String of(Supplier<QueryResult> run) {
    try {
      QueryResult result = run.get();
      return value(result.value()) + "\n" + result.warnings() + "\n" + result.infos();
    } catch (QueryException e) {
      return e.kind() + ": " + e.getMessage();
    }
  }

  private static String value(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar scalar -> "scalar " + bits(scalar.value());
      case QueryValue.Text text -> "text " + text.value();
      case QueryValue.Vector vector ->
          lines(vector.samples().stream().map(AnswerText::sample).toList());
      case QueryValue.Matrix matrix ->
          lines(matrix.series().stream().map(AnswerText::series).toList());
    };
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines);
  }

  private static String series(PointSeries series) {
    StringBuilder line = new StringBuilder(series.labels().toString());
    for (int i = 0; i < series.size(); i++) {
      FloatHistogram histogram = series.histogram(i);
      line.append(' ')
          .append(histogram == null ? bits(series.values()[i]) : histogram.toString())
          .append('@')
          .append(series.timestampsMs()[i]);
    }
    return line.toString();
  }

  private static String sample(QueryValue.Sample sample) {
    FloatHistogram histogram = sample.histogram();
    return sample.labels()
        + " "
        + (histogram == null ? bits(sample.value()) : histogram.toString())
        + "@"
        + sample.timestampMs();
  }

  /** All NaNs are one: the sign of a computed NaN is the processor's whim. */
  private static String bits(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }
}
