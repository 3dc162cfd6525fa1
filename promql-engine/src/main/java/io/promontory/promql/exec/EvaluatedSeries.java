package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;

/** One series that an operator holds. */
record EvaluatedSeries(Labels labels, boolean nameDropped, StepColumn column) {}
