package io.promontory.promql.promqltest;

import io.promontory.promql.parse.DescribedValue;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code eval} must answer.
 *
 * @param failure the error that must come, or null where the query must succeed
 * @param result the value that must come where it succeeds
 * @param ordered true where the elements must come in the order of their lines
 * @param annotations by level, what must be said; a level that is missing is not looked at
 */
record Expected(
    @Nullable TextMatch failure,
    Result result,
    boolean ordered,
    Map<Level, AnnotationRule> annotations) {
  /** The levels of annotations. */
  enum Level {
    WARNING,
    INFO
  }

  /** What must be said on one level. */
  sealed interface AnnotationRule {
    /** Nothing. */
    record None() implements AnnotationRule {}

    /** Every annotation matches one of these, and each of these one annotation. */
    record All(List<TextMatch> matches) implements AnnotationRule {}

    /** At least one, whatever it says. */
    record Some() implements AnnotationRule {}
  }

  /** The value of a query. */
  sealed interface Result {}

  /** A number. */
  record Scalar(double value) implements Result {}

  /** A string. */
  record Text(String value) implements Result {}

  /** Series by label set, in the order of their lines. */
  record Vectors(Map<Labels, Line> series, @Nullable Grid grid) implements Result {}

  /**
   * One series.
   *
   * @param position of the line among the series, from 1
   */
  record Line(int position, List<DescribedValue> values) {}

  /** The times, in ms, of the points of an instant query that answers a range vector. */
  record Grid(long startMs, long endMs, long stepMs) {}
}
