package io.promontory.promql.exec;

/** The errors of a join, of which the first one in the order of steps counts. */
final class JoinErrors {
  private static final String NOT_UNIQUE = "multiple matches for labels: ";
  private final FirstError first = new FirstError();

  /** Two series of the "one" side match. */
  void noteDuplicate(int atStep, OneSide.Conflict conflict, String side) {
    first.note(
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
    first.note(
        atStep, 1, NOT_UNIQUE + "many-to-one matching must be explicit (group_left/group_right)");
  }

  /** Two results of one match group have the same labels. */
  void noteGrouping(int atStep) {
    first.note(atStep, 1, NOT_UNIQUE + "grouping labels must ensure unique matches");
  }

  /** Two results of different match groups have the same labels. */
  void noteSameLabels(int atStep) {
    first.note(atStep, 2, UniteOperator.SAME_LABELS);
  }

  void throwFirst() {
    first.throwIfAny();
  }
}
