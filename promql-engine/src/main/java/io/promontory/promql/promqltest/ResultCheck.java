package io.promontory.promql.promqltest;

import io.promontory.promql.math.AlmostEqual;
import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.promqltest.Expected.Grid;
import io.promontory.promql.promqltest.Expected.Line;
import io.promontory.promql.promqltest.Expected.Result;
import io.promontory.promql.promqltest.Expected.Scalar;
import io.promontory.promql.promqltest.Expected.Text;
import io.promontory.promql.promqltest.Expected.Vectors;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.promql.value.QueryValue.Sample;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoStrings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the value of an answer with a script's; the methods say what is wrong, or null. */
final class ResultCheck {
  /** Relative difference from which on two floats count as different. */
  private static final double EPSILON = 1e-6;

  private final Result expected;
  private final boolean ordered;
  private final Grid grid;

  /**
   * @param grid where the points of expected series lie
   */
  ResultCheck(Result expected, boolean ordered, Grid grid) {
    this.expected = expected;
    this.ordered = ordered;
    this.grid = grid;
  }

  @Nullable String check(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar scalar -> scalar(scalar.value());
      case QueryValue.Text text -> text(text.value());
      case QueryValue.Vector vector ->
          expected instanceof Vectors vectors
              ? vector(vectors, vector.samples())
              : "got a vector of " + vector.samples().size() + ", expected " + text(expected);
      case QueryValue.Matrix matrix ->
          expected instanceof Vectors vectors && !ordered
              ? matrix(vectors, matrix.series())
              : "got a matrix, expected " + (ordered ? "an ordered vector" : text(expected));
    };
  }

  private @Nullable String scalar(double value) {
    return expected instanceof Scalar scalar && AlmostEqual.test(scalar.value(), value, EPSILON)
        ? null
        : "got scalar " + GoFloats.api(value) + ", expected " + text(expected);
  }

  private @Nullable String text(String value) {
    return expected instanceof Text text && text.value().equals(value)
        ? null
        : "got " + GoStrings.quote(value) + ", expected " + text(expected);
  }

  private @Nullable String vector(Vectors vectors, List<Sample> samples) {
    Set<Labels> seen = new HashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      Line line = vectors.series().get(sample.labels());
      if (line == null) {
        return "unexpected series "
            + sample.labels()
            + " with "
            + text(sample.value(), sample.histogram());
      } else if (ordered && line.position() != i + 1) {
        return sample.labels() + " is at position " + (i + 1) + ", not " + line.position();
      } else if (line.values().isEmpty()
          || !equal(line.values().getFirst(), sample.value(), sample.histogram())) {
        return "got "
            + text(sample.value(), sample.histogram())
            + " for "
            + sample.labels()
            + ", expected "
            + (line.values().isEmpty() ? "none" : text(line.values().getFirst()));
      }
      seen.add(sample.labels());
    }
    return missing(vectors, seen);
  }

  private @Nullable String matrix(Vectors vectors, List<PointSeries> matrix) {
    Set<Labels> seen = new HashSet<>();
    Labels before = null;
    for (PointSeries series : matrix) {
      if (before != null && before.compareTo(series.labels()) > 0) {
        return "series are not sorted: " + before + " before " + series.labels();
      }
      before = series.labels();
      Line line = vectors.series().get(series.labels());
      if (line == null) {
        return "unexpected series " + series.labels();
      }
      String wrong = points(line.values(), series);
      if (wrong != null) {
        return series.labels() + ": " + wrong;
      }
      seen.add(series.labels());
    }
    return missing(vectors, seen);
  }

  private @Nullable String points(List<DescribedValue> values, PointSeries series) {
    int point = 0;
    for (int i = 0; i < values.size(); i++) {
      long time = grid.startMs() + i * grid.stepMs();
      if (time > grid.endMs()) {
        return "more points are expected than the range has steps";
      } else if (values.get(i) instanceof DescribedValue.Gap) {
        continue;
      } else if (point == series.size() || series.timestampsMs()[point] != time) {
        return "no point at " + time + " ms";
      } else if (!equal(values.get(i), series.values()[point], series.histogram(point))) {
        return "got "
            + text(series.values()[point], series.histogram(point))
            + " at "
            + time
            + " ms, expected "
            + text(values.get(i));
      }
      point++;
    }
    return point == series.size() ? null : "unexpected point at " + series.timestampsMs()[point];
  }

  private static @Nullable String missing(Vectors vectors, Set<Labels> seen) {
    return vectors.series().keySet().stream()
        .filter(labels -> !seen.contains(labels))
        .findFirst()
        .map(labels -> "series " + labels + " is missing")
        .orElse(null);
  }

  private static boolean equal(
      DescribedValue expected, double value, @Nullable FloatHistogram histogram) {
    return switch (expected) {
      case DescribedValue.Gap _ -> false;
      case DescribedValue.Number number ->
          histogram == null && AlmostEqual.test(number.value(), value, EPSILON);
      case DescribedValue.Histogram h ->
          histogram != null
              && HistogramCheck.equal(h.histogram(), histogram, EPSILON)
              && (!h.hintWritten() || h.histogram().hint() == histogram.hint());
    };
  }

  private static String text(Result result) {
    return switch (result) {
      case Scalar scalar -> "scalar " + GoFloats.api(scalar.value());
      case Text text -> GoStrings.quote(text.value());
      case Vectors vectors -> "a vector of " + vectors.series().size();
    };
  }

  private static String text(DescribedValue value) {
    return switch (value) {
      case DescribedValue.Gap _ -> "none";
      case DescribedValue.Number number -> GoFloats.api(number.value());
      case DescribedValue.Histogram h -> text(0, h.histogram());
    };
  }

  private static String text(double value, @Nullable FloatHistogram histogram) {
    return histogram == null
        ? GoFloats.api(value)
        : histogram + " (" + histogram.hint().text() + ")";
  }
}
