package io.promontory.promql.exec;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.exec.BinaryNotes.Note;
import io.promontory.promql.function.FloatArithmetic;
import io.promontory.promql.function.NativeTrim;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * Computes one element of a binary operation whose operands may be histograms; what came of it is
 * in the fields. Used by one thread.
 */
final class BinaryElement {
  private final BinaryOp op;
  private final HistogramSum sum = HistogramSum.plain();

  /** The result where it is a float. */
  private double value;

  /** The result where it is a histogram. */
  private @Nullable FloatHistogram histogram;

  /** False where a comparison does not hold. */
  private boolean holds;

  /** What there is to tell, if anything. */
  private @Nullable Note note;

  BinaryElement(BinaryOp op) {
    this.op = op;
  }

  static boolean isTrim(BinaryOp op) {
    return op == BinaryOp.TRIM_LOWER || op == BinaryOp.TRIM_UPPER;
  }

  /**
   * Computes the slots of {@code out} that are present and clears those without a result.
   *
   * @param returnBool true for 0 and 1 where a comparison holds or not
   * @param paired takes the slots that had a result or were dropped by a comparison
   */
  void compute(
      StepColumn left,
      StepColumn right,
      boolean returnBool,
      StepColumn out,
      boolean[] paired,
      BinaryNotes notes) {
    for (int step = 0; step < paired.length; step++) {
      paired[step] =
          out.present[step]
              && compute(
                  left.values[step],
                  left.histogram(step),
                  right.values[step],
                  right.histogram(step));
      if (out.present[step] && note != null) {
        notes.note(step, note);
      }
      put(out, step, paired[step], returnBool);
    }
  }

  /** As the other one, with a scalar for one side, whose comparisons pass on the vector's value. */
  void compute(
      StepColumn column,
      double[] scalar,
      boolean scalarLeft,
      boolean returnBool,
      BinaryNotes notes) {
    for (int step = 0; step < scalar.length; step++) {
      if (column.present[step]) {
        double element = column.values[step];
        boolean kept =
            scalarLeft
                ? compute(scalar[step], null, element, column.histogram(step))
                : compute(element, column.histogram(step), scalar[step], null);
        if (op.isComparison()) {
          value = element;
        }
        if (note != null) {
          notes.note(step, note);
        }
        put(column, step, kept, returnBool);
      }
    }
  }

  private void put(StepColumn out, int step, boolean kept, boolean returnBool) {
    if (!kept || !(holds || returnBool)) {
      out.present[step] = false;
    } else if (returnBool) {
      out.set(step, holds ? 1 : 0);
    } else if (histogram != null) {
      out.set(step, histogram);
    } else {
      out.set(step, value);
    }
  }

  /** False where the operator has no result for these operands. */
  private boolean compute(
      double left,
      @Nullable FloatHistogram leftHistogram,
      double right,
      @Nullable FloatHistogram rightHistogram) {
    histogram = null;
    holds = true;
    note = null;
    if (leftHistogram == null) {
      return rightHistogram == null ? floats(left, right) : floatAndHistogram(left, rightHistogram);
    }
    return rightHistogram == null
        ? histogramAndFloat(leftHistogram, right)
        : histograms(leftHistogram, rightHistogram);
  }

  private boolean floats(double left, double right) {
    if (isTrim(op)) {
      return fail(Note.FLOATS);
    } else if (op.isComparison()) {
      holds = FloatArithmetic.holds(op, left, right);
      value = left;
    } else {
      value = FloatArithmetic.compute(op, left, right);
    }
    return true;
  }

  private boolean floatAndHistogram(double left, FloatHistogram right) {
    return op == BinaryOp.MUL
        ? put(right.multiply(left).compact())
        : fail(Note.FLOAT_AND_HISTOGRAM);
  }

  private boolean histogramAndFloat(FloatHistogram left, double right) {
    return switch (op) {
      case MUL -> put(left.multiply(right).compact());
      case DIV -> put(left.divide(right).compact());
      case TRIM_UPPER -> put(NativeTrim.below(left, right));
      case TRIM_LOWER -> put(NativeTrim.above(left, right));
      default -> fail(Note.HISTOGRAM_AND_FLOAT);
    };
  }

  private boolean histograms(FloatHistogram left, FloatHistogram right) {
    return switch (op) {
      case ADD, SUB -> add(left, right);
      case EQL, NEQ -> {
        holds = left.isSameAs(right) == (op == BinaryOp.EQL);
        yield put(left);
      }
      default -> fail(Note.HISTOGRAMS);
    };
  }

  private boolean add(FloatHistogram left, FloatHistogram right) {
    sum.clear();
    sum.add(left);
    int outcome = op == BinaryOp.ADD ? sum.add(right) : sum.subtract(right);
    if (AddOutcome.isMixedSchemas(outcome)) {
      return fail(Note.INCOMPATIBLE_LAYOUTS);
    } else if (AddOutcome.isConflictingResets(outcome)) {
      return fail(Note.CONFLICTING_RESETS);
    } else if (AddOutcome.isBoundsReconciled(outcome)) {
      note = Note.RECONCILED_BOUNDS;
    }
    FloatHistogram result = sum.toHistogram().compact();
    return put(op == BinaryOp.ADD ? result : result.withHint(ResetHint.GAUGE));
  }

  private boolean put(FloatHistogram result) {
    histogram = result;
    return true;
  }

  private boolean fail(Note why) {
    note = why;
    return false;
  }
}
