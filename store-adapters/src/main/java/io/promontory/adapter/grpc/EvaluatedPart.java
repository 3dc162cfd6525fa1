package io.promontory.adapter.grpc;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StorePart;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What one server holds, with the labels that its series have there too.
 *
 * @param evaluation asks the server
 */
record EvaluatedPart(
    String store,
    List<Labels> labelSets,
    BiFunction<PartQuery, QueryContext, PartAnswer> evaluation)
    implements StorePart {
  @Override
  public Labels hidden() {
    return Labels.EMPTY;
  }

  @Override
  public Set<String> uncertain() {
    return Set.of();
  }

  @Override
  public PartAnswer evaluate(PartQuery query, QueryContext context) {
    return evaluation.apply(query, context);
  }
}
