package io.promontory.frontend.explore;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.ReadEstimate;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Store;
import java.util.List;

/** Calls that mean one of many stores. */
final class OneStore {
  private OneStore() {}

  /** The names of the stores that can have what matches. */
  static List<String> names(Store all, SelectRequest request, QueryContext context) {
    return all.estimate(request, context).stream()
        .filter(ReadEstimate::isAsked)
        .map(ReadEstimate::store)
        .toList();
  }

  /** A context in which only this store is asked, and may fail. */
  static QueryContext only(String store, QueryContext context) {
    QueryScope scope = context.scope();
    return context.withScope(
        new QueryScope(
            true,
            scope.dedup(),
            scope.replicaLabels(),
            List.of(List.of(Matcher.equal("__store__", store)))));
  }
}
