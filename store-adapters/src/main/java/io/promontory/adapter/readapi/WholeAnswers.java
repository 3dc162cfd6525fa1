package io.promontory.adapter.readapi;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;

/**
 * The protocol has no place for what is missing. So an answer that is not whole is an error, unless
 * the request says that it may be a part.
 */
final class WholeAnswers {
  private WholeAnswers() {}

  static void require(Completeness completeness, QueryContext context) {
    if (completeness.isWhole() || Boolean.TRUE.equals(context.scope().partialResponse())) {
      return;
    }
    for (StoreOutcome outcome : completeness.outcomes()) {
      if (!outcome.isHarmless()) {
        throw new StoreException(
            outcome.store(), StoreException.Kind.UNAVAILABLE, outcome.reason());
      }
    }
  }
}
