package io.promontory.adapter.grpc;

import io.grpc.Status;
import io.promontory.proto.thanos.Aggr;
import io.promontory.proto.thanos.Func;
import io.promontory.proto.thanos.Grouping;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.proto.thanos.QueryHints;
import io.promontory.proto.thanos.Range;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.ShardInfo;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Looks;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Shard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Select requests as messages, and back. */
final class WireSelect {
  /** Series asked for per frame; the server bounds its frames by bytes too. */
  private static final int BATCH = 64;

  private WireSelect() {}

  /**
   * The message of a select. Where windows are wanted it begins one of them earlier: the first one
   * that is seen may have ended before.
   *
   * @param external label sets of the server
   */
  static SeriesRequest toWire(SelectRequest request, List<Labels> external) {
    long resolution = request.hints().maxResolutionMs();
    SeriesRequest.Builder message =
        SeriesRequest.newBuilder()
            .setMinTime(Math.max(request.minTime(), Long.MIN_VALUE + resolution) - resolution)
            .setMaxTime(request.maxTime())
            .addAllMatchers(WireMatchers.toWire(matchers(request, external)))
            .setMaxResolutionWindow(resolution)
            .addAggregates(Aggr.RAW)
            .addAllAggregates(WireAggregates.wanted(request.hints()))
            .setPartialResponseStrategy(PartialResponseStrategy.WARN)
            .setSkipChunks(request.skipChunks())
            .setLimit(request.limit())
            .addAllWithoutReplicaLabels(request.withoutReplicaLabels())
            .setQueryHints(hints(request.hints()))
            .setResponseBatchSize(BATCH);
    Shard shard = request.shard();
    if (shard != null) {
      message.setShardInfo(
          ShardInfo.newBuilder()
              .setShardIndex(shard.index())
              .setTotalShards(shard.total())
              .setBy(shard.by())
              .addAllLabels(shard.labels()));
    }
    return message.build();
  }

  /**
   * Thanos' servers decide matchers on external labels first and take them off. Where none is left,
   * a sidecar refuses the request and a store gateway answers with nothing; so one is added that
   * any series fulfils. Lookups of series go through an API that refuses matchers of that kind.
   */
  private static List<Matcher> matchers(SelectRequest request, List<Labels> external) {
    List<Matcher> matchers = request.matchers();
    boolean left =
        matchers.stream()
            .anyMatch(matcher -> external.stream().noneMatch(set -> set.has(matcher.name())));
    if (left) {
      return matchers;
    }
    List<Matcher> more = new ArrayList<>(matchers);
    more.add(Matcher.of(Matcher.Type.RE, Labels.METRIC_NAME, request.skipChunks() ? ".+" : ".*"));
    return more;
  }

  private static QueryHints hints(SelectHints hints) {
    QueryHints.Builder message = QueryHints.newBuilder().setStepMillis(hints.stepMs());
    if (!hints.func().isEmpty()) {
      message.setFunc(Func.newBuilder().setName(hints.func()));
    }
    if (hints.rangeMs() > 0) {
      message.setRange(Range.newBuilder().setMillis(hints.rangeMs()));
    }
    if (hints.by() || !hints.grouping().isEmpty()) {
      message.setGrouping(Grouping.newBuilder().setBy(hints.by()).addAllLabels(hints.grouping()));
    }
    return message.build();
  }

  /**
   * The select behind a message.
   *
   * @param looks when its samples are looked at; null where nobody says
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if it makes no sense
   */
  static SelectRequest fromWire(SeriesRequest message, @Nullable Looks looks) {
    if (message.getMinTime() > message.getMaxTime()) {
      throw invalid(
          "min_time " + message.getMinTime() + " is after max_time " + message.getMaxTime());
    }
    if (message.getMatchersCount() == 0) {
      throw invalid("a request needs at least one matcher");
    }
    List<Matcher> matchers = WireMatchers.fromWire(message.getMatchersList());
    return new SelectRequest(
        message.getMinTime(),
        message.getMaxTime(),
        matchers,
        hints(message).withLooks(looks),
        message.getSkipChunks(),
        limit(message.getLimit()),
        message.getWithoutReplicaLabelsList(),
        shard(message));
  }

  /** A limit beyond an int is none. */
  static int limit(long limit) {
    return limit <= 0 || limit > Integer.MAX_VALUE ? 0 : (int) limit;
  }

  private static SelectHints hints(SeriesRequest message) {
    QueryHints hints = message.getQueryHints();
    return new SelectHints(
            hints.getStepMillis(),
            hints.getRange().getMillis(),
            hints.getFunc().getName(),
            hints.getGrouping().getLabelsList(),
            hints.getGrouping().getBy())
        .withMaxResolution(Math.max(0, message.getMaxResolutionWindow()));
  }

  private static @Nullable Shard shard(SeriesRequest message) {
    ShardInfo shard = message.getShardInfo();
    if (shard.getTotalShards() < 1) {
      return null;
    }
    if (shard.getShardIndex() < 0 || shard.getShardIndex() >= shard.getTotalShards()) {
      throw invalid(
          "shard " + shard.getShardIndex() + " of " + shard.getTotalShards() + " does not exist");
    }
    return new Shard(
        shard.getShardIndex(), shard.getTotalShards(), shard.getBy(), shard.getLabelsList());
  }

  private static RuntimeException invalid(String text) {
    return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
  }
}
