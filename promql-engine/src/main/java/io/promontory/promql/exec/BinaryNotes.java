package io.promontory.promql.exec;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.annotation.HistogramTexts;
import io.promontory.promql.annotation.HistogramTexts.Operation;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a binary operator has to tell of its elements. Of each step only the last note counts, as in
 * Prometheus, in the order of the elements.
 */
final class BinaryNotes {
  /** A note about one element. */
  enum Note {
    FLOATS,
    FLOAT_AND_HISTOGRAM,
    HISTOGRAM_AND_FLOAT,
    HISTOGRAMS,
    INCOMPATIBLE_LAYOUTS,
    CONFLICTING_RESETS,
    RECONCILED_BOUNDS;

    private static final Note[] ALL = values();
  }

  private final int steps;
  private byte @Nullable [] last;

  BinaryNotes(int steps) {
    this.steps = steps;
  }

  void note(int step, Note note) {
    byte[] notes = last;
    if (notes == null) {
      notes = new byte[steps];
      last = notes;
    }
    notes[step] = (byte) (note.ordinal() + 1);
  }

  /** Adds the notes about later elements. */
  void addAll(BinaryNotes later) {
    for (int step = 0; later.last != null && step < steps; step++) {
      if (later.last[step] != 0) {
        note(step, Note.ALL[later.last[step] - 1]);
      }
    }
  }

  void tell(BinaryOp op, Span span, Annotations annotations) {
    boolean[] told = new boolean[Note.ALL.length];
    for (int step = 0; last != null && step < steps; step++) {
      int note = last[step] - 1;
      if (note >= 0 && !told[note]) {
        told[note] = true;
        tell(Note.ALL[note], op, span, annotations);
      }
    }
  }

  private static void tell(Note note, BinaryOp op, Span span, Annotations annotations) {
    Operation operation = op == BinaryOp.SUB ? Operation.SUBTRACTION : Operation.ADDITION;
    switch (note) {
      case FLOATS -> annotations.info(types("float", op, "float"), span);
      case FLOAT_AND_HISTOGRAM -> annotations.info(types("float", op, "histogram"), span);
      case HISTOGRAM_AND_FLOAT -> annotations.info(types("histogram", op, "float"), span);
      case HISTOGRAMS -> annotations.info(types("histogram", op, "histogram"), span);
      case INCOMPATIBLE_LAYOUTS ->
          annotations.warning(HistogramTexts.incompatibleLayouts(op.text()), span);
      case CONFLICTING_RESETS ->
          annotations.warning(HistogramTexts.conflictingResets(operation), span);
      case RECONCILED_BOUNDS -> annotations.info(HistogramTexts.reconciledBounds(operation), span);
    }
  }

  private static String types(String left, BinaryOp op, String right) {
    return HistogramTexts.incompatibleTypes(left, op.text(), right);
  }
}
