package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of the stores that answer it.
 *
 * @param partialResponse whether what a store fails to give may be missing; null for as it is
 *     configured
 * @param dedup whether series that differ in replica labels alone become one
 * @param replicaLabels labels that tell replicas apart, in place of those configured; null for
 *     those
 * @param storeMatch only stores that fulfil all matchers of one of these lists are asked; empty for
 *     all stores
 */
public record QueryScope(
    @Nullable Boolean partialResponse,
    boolean dedup,
    @Nullable List<String> replicaLabels,
    List<List<Matcher>> storeMatch) {
  /** As it is configured. */
  public static final QueryScope CONFIGURED = new QueryScope(null, true, null, List.of());

  public QueryScope {
    replicaLabels = replicaLabels == null ? null : List.copyOf(replicaLabels);
    storeMatch = storeMatch.stream().map(List::copyOf).toList();
  }
}
