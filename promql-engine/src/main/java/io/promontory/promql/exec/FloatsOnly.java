package io.promontory.promql.exec;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.annotation.HistogramTexts;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;

/** Drops histograms, with a note, for an aggregation that only knows floats. */
record FloatsOnly(VectorNode.Aggregate node, Annotations annotations) implements ColumnTransform {
  @Override
  public void apply(StepColumn column) {
    if (column.histograms != null) {
      int before = column.count();
      column.keepFloats();
      if (column.count() < before) {
        annotations.info(HistogramTexts.ignoredInAggregation(node.op().text()), node.span());
      }
    }
  }
}
