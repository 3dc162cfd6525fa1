package io.promontory.promql.exec;

import io.promontory.promql.engine.QueryException;

/**
 * The error of a join that an evaluation step by step would meet first. Series come one after
 * another here, so an error only counts once all have been seen.
 */
final class JoinErrors {
  private static final String NOT_UNIQUE = "multiple matches for labels: ";
  private static final int NONE = Integer.MAX_VALUE;

  private int step = NONE;
  private int rank;
  private String message = "";

  private void note(int atStep, int atRank, String text) {
    if (atStep < step || (atStep == step && atRank < rank)) {
      step = atStep;
      rank = atRank;
      message = text;
    }
  }

  /** Two series of the "one" side match. */
  void noteDuplicate(int atStep, OneSide.Conflict conflict, String side) {
    note(
        atStep,
        0,
        "found duplicate series for the match group "
            + conflict.key()
            + " on the "
            + side
            + " hand-side of the operation: ["
            + conflict.later()
            + ", "
            + conflict.earlier()
            + "];many-to-many matching not allowed: matching labels must be unique on one side");
  }

  /** Several series of one side match without a group modifier. */
  void noteManyToOne(int atStep) {
    note(atStep, 1, NOT_UNIQUE + "many-to-one matching must be explicit (group_left/group_right)");
  }

  /** Two results of one match group have the same labels. */
  void noteGrouping(int atStep) {
    note(atStep, 1, NOT_UNIQUE + "grouping labels must ensure unique matches");
  }

  /** Two results of different match groups have the same labels. */
  void noteSameLabels(int atStep) {
    note(atStep, 2, UniteOperator.SAME_LABELS);
  }

  void throwFirst() {
    if (step != NONE) {
      throw new QueryException(QueryException.Kind.EXECUTION, message);
    }
  }
}
