package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to select.
 *
 * @param minTime ms, inclusive
 * @param maxTime ms, inclusive
 * @param matchers all must hold; never empty
 * @param skipChunks labels only
 * @param limit most series wanted, 0 for no limit; a store may return more
 * @param withoutReplicaLabels label names to drop before sorting
 * @param shard the slice of series wanted, or null for all
 */
public record SelectRequest(
    long minTime,
    long maxTime,
    List<Matcher> matchers,
    SelectHints hints,
    boolean skipChunks,
    int limit,
    List<String> withoutReplicaLabels,
    @Nullable Shard shard) {
  public SelectRequest {
    matchers = List.copyOf(matchers);
    withoutReplicaLabels = List.copyOf(withoutReplicaLabels);
  }

  public static SelectRequest of(long minTime, long maxTime, List<Matcher> matchers) {
    return new SelectRequest(
        minTime, maxTime, matchers, SelectHints.NONE, false, 0, List.of(), null);
  }

  /** Whether all matching series are asked for, with their samples and all of their labels. */
  public boolean isOfWholeSeries() {
    return shard == null && withoutReplicaLabels.isEmpty() && limit <= 0 && !skipChunks;
  }

  public SelectRequest withHints(SelectHints newHints) {
    return new SelectRequest(
        minTime, maxTime, matchers, newHints, skipChunks, limit, withoutReplicaLabels, shard);
  }

  public SelectRequest withTimes(long newMinTime, long newMaxTime) {
    return new SelectRequest(
        newMinTime, newMaxTime, matchers, hints, skipChunks, limit, withoutReplicaLabels, shard);
  }

  public SelectRequest withMatchers(List<Matcher> newMatchers) {
    return new SelectRequest(
        minTime, maxTime, newMatchers, hints, skipChunks, limit, withoutReplicaLabels, shard);
  }

  /** Labels only, at most {@code newLimit} series (0 for all). */
  public SelectRequest labelsOnly(int newLimit) {
    return new SelectRequest(
        minTime, maxTime, matchers, hints, true, newLimit, withoutReplicaLabels, shard);
  }
}
