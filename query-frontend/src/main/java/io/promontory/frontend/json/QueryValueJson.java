package io.promontory.frontend.json;

import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import java.io.IOException;

/** Writes query results: {@code "resultType":...,"result":...}. */
final class QueryValueJson {
  private QueryValueJson() {}

  static void write(JsonOutput out, QueryValue value) throws IOException {
    out.raw("\"resultType\":\"").raw(resultType(value)).raw("\",\"result\":");
    switch (value) {
      case QueryValue.Scalar(long ms, double number) ->
          out.raw('[').shortTimestamp(ms).raw(",\"").raw(GoFloats.fixed(number)).raw("\"]");
      case QueryValue.Text(long ms, String text) ->
          out.raw('[').shortTimestamp(ms).raw(',').string(text, Escaping.HTML_SHORT).raw(']');
      case QueryValue.Vector vector -> vector(out, vector);
      case QueryValue.Matrix matrix -> matrix(out, matrix);
    }
  }

  private static String resultType(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar scalar -> "scalar";
      case QueryValue.Text text -> "string";
      case QueryValue.Vector vector -> "vector";
      case QueryValue.Matrix matrix -> "matrix";
    };
  }

  private static void vector(JsonOutput out, QueryValue.Vector vector) throws IOException {
    String before = "[";
    for (QueryValue.Sample sample : vector.samples()) {
      out.raw(before).raw("{\"metric\":");
      labels(out, sample.labels());
      FloatHistogram histogram = sample.histogram();
      if (histogram == null) {
        out.raw(",\"value\":").point(sample.timestampMs(), sample.value()).raw('}');
      } else {
        out.raw(",\"histogram\":");
        HistogramJson.point(out, sample.timestampMs(), histogram);
        out.raw('}');
      }
      before = ",";
    }
    out.raw(vector.samples().isEmpty() ? "[]" : "]");
  }

  private static void matrix(JsonOutput out, QueryValue.Matrix matrix) throws IOException {
    String before = "[";
    for (PointSeries series : matrix.series()) {
      out.raw(before).raw("{\"metric\":");
      labels(out, series.labels());
      points(out, series);
      out.raw('}');
      before = ",";
    }
    out.raw(matrix.series().isEmpty() ? "[]" : "]");
  }

  /** Floats and histograms have a list each, which is left out where it would be empty. */
  private static void points(JsonOutput out, PointSeries series) throws IOException {
    String before = ",\"values\":[";
    for (int i = 0; i < series.size(); i++) {
      if (series.histogram(i) == null) {
        out.raw(before).point(series.timestampsMs()[i], series.values()[i]);
        before = ",";
      }
    }
    if (before.length() == 1) {
      out.raw(']');
    }
    before = ",\"histograms\":[";
    for (int i = 0; series.histograms() != null && i < series.size(); i++) {
      FloatHistogram histogram = series.histogram(i);
      if (histogram != null) {
        out.raw(before);
        HistogramJson.point(out, series.timestampsMs()[i], histogram);
        before = ",";
      }
    }
    if (before.length() == 1) {
      out.raw(']');
    }
  }

  static void labels(JsonOutput out, Labels labels) throws IOException {
    out.raw('{');
    for (int i = 0; i < labels.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      out.string(labels.name(i), Escaping.LABELS).raw(':');
      out.string(labels.value(i), Escaping.LABELS);
    }
    out.raw('}');
  }
}
