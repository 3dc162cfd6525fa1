package io.promontory.frontend.rules;

import io.promontory.rules.eval.VectorQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import java.util.function.Supplier;

/** Who answers the queries of rules. */
interface QuerySource extends AutoCloseable {
  /**
   * Queries on terms.
   *
   * @param contexts one for each query, with its deadline and limits
   * @param strictness what becomes of answers that are not whole
   */
  VectorQuery on(Supplier<QueryContext> contexts, Strictness strictness);

  @Override
  default void close() {}
}
