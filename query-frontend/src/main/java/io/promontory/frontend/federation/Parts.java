package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreException;

/** What to do where a required store answers, though only in part. */
enum Parts {
  /** Nobody may take a part for the whole: the store has failed. */
  REFUSED {
    @Override
    void check(Member member, Completeness completeness) {
      if (member.required() && !completeness.isWhole()) {
        throw Failures.inPart(member, completeness);
      }
    }
  },
  /** Who asks is told what is missing, and judges. */
  HANDED_ON {
    @Override
    void check(Member member, Completeness completeness) {}
  };

  /**
   * Looks at an answer, or at what is known of one so far.
   *
   * @throws StoreException if the store has failed by that
   */
  abstract void check(Member member, Completeness completeness);
}
