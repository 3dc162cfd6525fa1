package io.promontory.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation.
 *
 * @param param the parameter of {@code topk(5, x)} and its kin, or null
 * @param grouping label names of {@code by} or {@code without}, in order of writing
 * @param without true for {@code without}
 */
public record Aggregation(
    AggregationOp op,
    Expr expr,
    @Nullable Expr param,
    List<String> grouping,
    boolean without,
    Span span)
    implements Expr {
  public Aggregation {
    grouping = List.copyOf(grouping);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }
}
