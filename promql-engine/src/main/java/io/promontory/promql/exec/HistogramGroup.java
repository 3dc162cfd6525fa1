package io.promontory.promql.exec;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.annotation.HistogramTexts;
import io.promontory.promql.ast.Span;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of one group of {@code sum} or {@code avg}, beside its floats. Where a step has
 * both, or histograms that cannot be added, the group has no result but a warning.
 */
final class HistogramGroup {
  private static final byte NONE = 0;
  private static final byte ADDING = 1;

  /** A float came first: nothing is added up that would be dropped. */
  private static final byte IGNORED = 2;

  private static final byte INCOMPATIBLE = 3;

  /** As {@link #INCOMPATIBLE}, and a float had come before. */
  private static final byte INCOMPATIBLE_AND_MIXED = 4;

  /** What to make of histograms, and where to tell of them. */
  record Kind(Supplier<HistogramTotal> totals, Annotations annotations, Span span) {}

  private final Kind kind;
  private final byte[] states;
  private final @Nullable HistogramTotal[] totals;
  private boolean reconciled;
  private long held;

  HistogramGroup(Kind kind, int steps) {
    this.kind = kind;
    this.states = new byte[steps];
    this.totals = new HistogramTotal[steps];
  }

  /**
   * Takes in the histograms of a series and leaves its floats in the column.
   *
   * @param hasFloat whether the group has had a float at a step
   */
  void take(Labels labels, StepColumn column, IntPredicate hasFloat) {
    for (int step = 0; step < states.length; step++) {
      FloatHistogram histogram = column.present[step] ? column.histogram(step) : null;
      if (histogram != null) {
        add(labels, step, histogram, hasFloat);
      }
    }
    column.keepFloats();
  }

  private void add(Labels labels, int step, FloatHistogram histogram, IntPredicate hasFloat) {
    HistogramTotal total = totals[step];
    if (states[step] == NONE && hasFloat.test(step)) {
      states[step] = IGNORED;
    } else if (states[step] == NONE) {
      states[step] = ADDING;
      total = kind.totals.get();
      totals[step] = total;
      total.add(histogram);
      held += HistogramWeight.of(histogram);
    } else if (states[step] == ADDING && total != null) {
      int outcome = total.add(histogram);
      reconciled |= AddOutcome.isBoundsReconciled(outcome);
      if (AddOutcome.isMixedSchemas(outcome)) {
        states[step] = hasFloat.test(step) ? INCOMPATIBLE_AND_MIXED : INCOMPATIBLE;
        totals[step] = null;
        kind.annotations.warning(HistogramTexts.mixedSchemas(labels.metricName()), kind.span);
      }
    }
  }

  /** What the totals made since the last call count as, in floats. */
  long held() {
    long more = held;
    held = 0;
    return more;
  }

  /** Puts the results into a column that has those of the floats. */
  void finish(StepColumn out) {
    boolean mixed = false;
    boolean conflicting = false;
    for (int step = 0; step < states.length; step++) {
      byte state = states[step];
      boolean mixedHere =
          state == INCOMPATIBLE_AND_MIXED
              || ((state == ADDING || state == IGNORED) && out.present[step]);
      mixed |= mixedHere;
      HistogramTotal total = totals[step];
      if (state != NONE && (mixedHere || total == null)) {
        out.present[step] = false;
      } else if (total != null) {
        conflicting |= total.hasConflictingResets();
        out.set(step, total.result().compact());
      }
      totals[step] = null;
    }
    if (mixed) {
      kind.annotations.warning(HistogramTexts.MIXED_AGGREGATION, kind.span);
    }
    if (conflicting) {
      kind.annotations.warning(
          HistogramTexts.conflictingResets(HistogramTexts.Operation.AGGREGATION), kind.span);
    }
    if (reconciled) {
      kind.annotations.info(
          HistogramTexts.reconciledBounds(HistogramTexts.Operation.AGGREGATION), kind.span);
    }
  }
}
