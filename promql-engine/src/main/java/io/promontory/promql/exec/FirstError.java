package io.promontory.promql.exec;

import io.promontory.promql.engine.QueryException;

/**
 * The error that an evaluation step by step would meet first. Series come one after another here,
 * so an error only counts once all have been seen.
 */
final class FirstError {
  private static final int NONE = Integer.MAX_VALUE;

  private int step = NONE;
  private int rank;
  private String message = "";

  /** Notes an error; of those of one step the lowest rank counts, of equal ones the first noted. */
  void note(int atStep, int atRank, String text) {
    if (atStep < step || (atStep == step && atRank < rank)) {
      step = atStep;
      rank = atRank;
      message = text;
    }
  }

  void throwIfAny() {
    if (step != NONE) {
      throw new QueryException(QueryException.Kind.EXECUTION, message);
    }
  }
}
