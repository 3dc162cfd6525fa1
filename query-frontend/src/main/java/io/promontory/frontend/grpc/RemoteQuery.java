package io.promontory.frontend.grpc;

import io.promontory.adapter.grpc.WireMatchers;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.proto.evaluate.EvaluateRequest;
import io.promontory.proto.query.QueryRangeRequest;
import io.promontory.proto.query.QueryRequest;
import io.promontory.proto.query.StoreMatchers;
import io.promontory.proto.thanos.ShardInfo;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.Shard;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as it came over gRPC, all its times in whole seconds on the wire. The plan that may come
 * along is not looked at: the text says the same.
 *
 * @param timeout null for the configured one
 * @param shard the slice of all series it is about; null for all
 */
record RemoteQuery(
    Query query, @Nullable Duration timeout, QueryScope scope, @Nullable Shard shard) {
  static RemoteQuery of(QueryRequest message) {
    long time = millis(message.getTimeSeconds());
    return new RemoteQuery(
        new Query(
            message.getQuery(),
            time,
            time,
            0,
            positiveMillis(message.getLookbackDeltaSeconds()),
            positiveMillis(message.getMaxResolutionSeconds())),
        timeout(message.getTimeoutSeconds()),
        scope(
            message.getEnablePartialResponse(),
            message.getEnableDedup(),
            message.getReplicaLabelsList(),
            message.getStoreMatchersList()),
        shard(message.getShardInfo()));
  }

  /**
   * A range without a step that has but one point is an instant.
   *
   * @param mostPoints steps that a range may have
   */
  static RemoteQuery of(QueryRangeRequest message, int mostPoints) {
    long start = millis(message.getStartTimeSeconds());
    long end = millis(message.getEndTimeSeconds());
    long step = positiveMillis(message.getIntervalSeconds());
    if (end < start) {
      throw refused("end timestamp must not be before start time");
    }
    if (step == 0 && start != end) {
      throw refused(
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if (step > 0 && isTooLong(start, end, step, mostPoints)) {
      throw refused(
          "exceeded maximum resolution of "
              + mostPoints
              + " points per timeseries; ask for a"
              + " greater interval");
    }
    return new RemoteQuery(
        new Query(
            message.getQuery(),
            start,
            end,
            step,
            positiveMillis(message.getLookbackDeltaSeconds()),
            positiveMillis(message.getMaxResolutionSeconds())),
        timeout(message.getTimeoutSeconds()),
        scope(
            message.getEnablePartialResponse(),
            message.getEnableDedup(),
            message.getReplicaLabelsList(),
            message.getStoreMatchersList()),
        shard(message.getShardInfo()));
  }

  /**
   * A range of one of our own servers, of everything, as it is configured here, best effort.
   *
   * @param mostPoints steps that it may have
   */
  static RemoteQuery of(EvaluateRequest message, int mostPoints) {
    long start = message.getStartMs();
    long end = message.getEndMs();
    long step = message.getStepMs();
    if (end < start || step <= 0 || message.getLookbackMs() < 0) {
      throw refused("an end before the start, or a step or lookback that is not positive");
    }
    if (isTooLong(start, end, step, mostPoints)) {
      throw refused("more than " + mostPoints + " points per timeseries");
    }
    return new RemoteQuery(
        new Query(message.getExpression(), start, end, step, message.getLookbackMs(), 0),
        null,
        new QueryScope(true, true, null, List.of()),
        null);
  }

  private static boolean isTooLong(long start, long end, long step, int mostPoints) {
    long range = end - start; // negative where no long holds it
    return range < 0 || range / step > mostPoints;
  }

  private static long millis(long seconds) {
    try {
      return Math.multiplyExact(seconds, 1000);
    } catch (ArithmeticException e) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA, seconds + " s is no time that can be asked for", e);
    }
  }

  private static long positiveMillis(long seconds) {
    return seconds <= 0 ? 0 : millis(seconds);
  }

  private static @Nullable Duration timeout(long seconds) {
    return seconds <= 0 ? null : Duration.ofSeconds(seconds);
  }

  private static QueryScope scope(
      boolean partialResponse,
      boolean dedup,
      List<String> replicaLabels,
      List<StoreMatchers> storeMatch) {
    List<List<Matcher>> matchers =
        storeMatch.stream()
            .map(group -> WireMatchers.fromWire(group.getLabelMatchersList()))
            .toList();
    return new QueryScope(
        partialResponse, dedup, replicaLabels.isEmpty() ? null : replicaLabels, matchers);
  }

  private static @Nullable Shard shard(ShardInfo message) {
    long index = message.getShardIndex();
    long total = message.getTotalShards();
    if (total < 1) {
      return null;
    }
    if (index < 0 || index >= total) {
      throw refused("shard " + index + " of " + total + " does not exist");
    }
    return new Shard(index, total, message.getBy(), message.getLabelsList());
  }

  private static QueryException refused(String why) {
    return new QueryException(QueryException.Kind.BAD_DATA, why);
  }
}
