package io.promontory.promql.function;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Span;

/**
 * Where a function is called: its name and arguments' positions for annotations, the collector, and
 * the flags in force.
 */
public record CallSite(Call call, Annotations annotations, FeatureFlags flags) {
  public String functionName() {
    return call.function().name();
  }

  /** The position of an argument as written, 0-based. */
  public Span argument(int index) {
    return call.args().get(index).span();
  }
}
