package io.promontory.adapter.grpc;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import java.util.List;
import java.util.TreeMap;

/**
 * Does for an old server what it cannot do itself: drops replica labels, cuts the shard out, and
 * sorts. Holds the whole answer in memory, chunks compressed.
 */
final class SortedAnswer {
  private SortedAnswer() {}

  /** The request as such a server understands it: neither replica labels, shard nor limit. */
  static SelectRequest plain(SelectRequest request) {
    return new SelectRequest(
        request.minTime(),
        request.maxTime(),
        request.matchers(),
        request.hints(),
        request.skipChunks(),
        0,
        List.of(),
        null);
  }

  static SeriesSet of(SeriesSet answer, SelectRequest request) {
    TreeMap<Labels, Series> sorted = new TreeMap<>();
    Shard shard = request.shard();
    try (answer) {
      for (Series series = answer.next(); series != null; series = answer.next()) {
        Labels labels = series.labels().without(request.withoutReplicaLabels());
        if (shard == null || shard.owns(labels)) {
          sorted.merge(labels, series.withLabels(labels), GrpcSeriesSet::joined);
        }
      }
      Completeness completeness = answer.completeness();
      return SeriesSet.of(
          sorted.values().stream()
              .limit(request.limit() > 0 ? request.limit() : Long.MAX_VALUE)
              .toList(),
          completeness);
    }
  }
}
