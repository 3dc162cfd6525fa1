package io.promontory.adapter.labels;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.StoreInfo;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Does with an answer what the store behind it does not: drops replica labels, sorts without them,
 * cuts a shard out, keeps to the limit. A shard alone is cut out of the stream as it passes;
 * wherever the order changes the answer is held in memory, chunks compressed, within the query's
 * budget.
 */
public final class Reshaped {
  /** What a held series takes beside its chunks, about. */
  private static final long SERIES_BYTES = 256;

  private Reshaped() {}

  /** The request without what a store does not announce that it does; it sees no limit then. */
  public static SelectRequest able(SelectRequest request, StoreInfo store) {
    boolean drops =
        request.withoutReplicaLabels().isEmpty() || store.can(Capability.WITHOUT_REPLICA_LABELS);
    boolean cuts = request.shard() == null || (drops && store.can(Capability.SHARDING));
    return drops && cuts
        ? request
        : new SelectRequest(
            request.minTime(),
            request.maxTime(),
            request.matchers(),
            request.hints(),
            request.skipChunks(),
            0,
            drops ? request.withoutReplicaLabels() : List.of(),
            cuts ? request.shard() : null);
  }

  /**
   * What {@code request} asks for, from the sorted answer to what {@link #able} made of it.
   *
   * @return a set that closes {@code answer} when it is closed
   */
  public static SeriesSet of(
      SeriesSet answer, SelectRequest able, SelectRequest request, QueryBudget budget) {
    if (!able.withoutReplicaLabels().equals(request.withoutReplicaLabels())) {
      return new Held(answer, request, budget);
    }
    return able.equals(request) ? answer : new Passed(answer, request);
  }

  /** What {@code request} asks for, from an answer in any order that knows no limit. */
  public static SeriesSet ofUnsorted(SeriesSet answer, SelectRequest request, QueryBudget budget) {
    return new Held(answer, request, budget);
  }

  private static boolean isIn(@Nullable Shard shard, Labels labels) {
    return shard == null || shard.owns(labels);
  }

  /** Series as they come, less those of other shards. */
  private static final class Passed implements SeriesSet {
    private final SeriesSet answer;
    private final @Nullable Shard shard;
    private final int limit;
    private int given;

    Passed(SeriesSet answer, SelectRequest request) {
      this.answer = answer;
      this.shard = request.shard();
      this.limit = request.limit();
    }

    @Override
    public @Nullable Series next() {
      if (limit > 0 && given == limit) {
        return null;
      }
      Series series = answer.next();
      while (series != null && !isIn(shard, series.labels())) {
        series = answer.next();
      }
      given++;
      return series;
    }

    @Override
    public Completeness completeness() {
      return answer.completeness();
    }

    @Override
    public void close() {
      answer.close();
    }
  }

  /** Reads the answer to its end before the first series is given. */
  private static final class Held implements SeriesSet {
    private final SeriesSet answer;
    private final SelectRequest request;
    private final QueryBudget budget;
    private @Nullable Iterator<Series> sorted;
    private long held;

    Held(SeriesSet answer, SelectRequest request, QueryBudget budget) {
      this.answer = answer;
      this.request = request;
      this.budget = budget;
    }

    @Override
    public @Nullable Series next() {
      Iterator<Series> series = sorted;
      if (series == null) {
        series = read();
        sorted = series;
      }
      return series.hasNext() ? series.next() : null;
    }

    private Iterator<Series> read() {
      ReplicaDrop drop = new ReplicaDrop(request.withoutReplicaLabels());
      TreeMap<Labels, Series> all = new TreeMap<>();
      for (Series series = answer.next(); series != null; series = answer.next()) {
        Series dropped = drop.apply(series);
        if (isIn(request.shard(), dropped.labels())) {
          hold(series);
          all.merge(dropped.labels(), dropped, ReplicaDrop::united);
        }
      }
      return all.values().stream()
          .limit(request.limit() > 0 ? request.limit() : Long.MAX_VALUE)
          .iterator();
    }

    private void hold(Series series) {
      long bytes = SERIES_BYTES;
      for (Chunk chunk : series.chunks()) {
        bytes += chunk.length();
      }
      budget.holdMemory(bytes);
      held += bytes;
    }

    @Override
    public Completeness completeness() {
      return answer.completeness();
    }

    @Override
    public void close() {
      budget.releaseMemory(held);
      held = 0;
      answer.close();
    }
  }
}
