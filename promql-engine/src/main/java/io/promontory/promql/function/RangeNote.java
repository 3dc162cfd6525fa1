package io.promontory.promql.function;

import io.promontory.promql.annotation.HistogramTexts;
import io.promontory.promql.annotation.HistogramTexts.Operation;
import java.util.function.UnaryOperator;

/** What there may be to say about the native histograms in the windows of a series. */
enum RangeNote {
  MIXED_WITH_FLOATS(true, HistogramTexts::mixedWithFloats),
  MIXED_SCHEMAS(true, HistogramTexts::mixedSchemas),
  NOT_COUNTER(true, HistogramTexts::notCounter),
  NOT_GAUGE(true, HistogramTexts::notGauge),
  CONFLICTING_RESETS(true, name -> HistogramTexts.conflictingResets(Operation.AGGREGATION)),
  IGNORED(false, HistogramTexts::ignoredInRange),
  RECONCILED_IN_ADDITION(false, name -> HistogramTexts.reconciledBounds(Operation.ADDITION)),
  RECONCILED_IN_SUBTRACTION(false, name -> HistogramTexts.reconciledBounds(Operation.SUBTRACTION)),
  RECONCILED_IN_AGGREGATION(false, name -> HistogramTexts.reconciledBounds(Operation.AGGREGATION));

  /** A warning, else an info. */
  final boolean warning;

  /** The text of the annotation by the name of the metric. */
  final UnaryOperator<String> text;

  RangeNote(boolean warning, UnaryOperator<String> text) {
    this.warning = warning;
    this.text = text;
  }
}
