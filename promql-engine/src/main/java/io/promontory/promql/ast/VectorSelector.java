package io.promontory.promql.ast;

import io.promontory.series.matcher.Matcher;
import java.util.List;

/**
 * An instant selector, also the inside of a range selector.
 *
 * @param name the metric name written in front of the braces, empty where there is none; it is
 *     among the matchers too
 * @param matchers in order of writing, the matcher of {@code name} last
 * @param anchored true under {@code anchored}
 * @param smoothed true under {@code smoothed}
 */
public record VectorSelector(
    String name,
    List<Matcher> matchers,
    TimeShift shift,
    boolean anchored,
    boolean smoothed,
    Span span)
    implements Expr {
  public VectorSelector {
    matchers = List.copyOf(matchers);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }
}
