package io.promontory.adapter.blocks.select;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The answer to a select: counts what passes, and tells how whole it was. */
final class StoreSeriesSet implements SeriesSet {
  private final SeriesSet merged;
  private final int limit;
  private final Function<StoreStats, StoreOutcome> outcome;
  private long series;
  private long chunks;
  private long bytes;

  /**
   * @param limit most series to give, 0 for all
   */
  StoreSeriesSet(SeriesSet merged, int limit, Function<StoreStats, StoreOutcome> outcome) {
    this.merged = merged;
    this.limit = limit;
    this.outcome = outcome;
  }

  @Override
  public @Nullable Series next() {
    if (limit > 0 && series == limit) {
      return null;
    }
    Series next = merged.next();
    if (next != null) {
      series++;
      List<Chunk> read = next.chunks();
      chunks += read.size();
      for (int i = 0; i < read.size(); i++) {
        bytes += read.get(i).length();
      }
    }
    return next;
  }

  @Override
  public Completeness completeness() {
    return Completeness.of(outcome.apply(new StoreStats(series, chunks, bytes)));
  }

  @Override
  public void close() {
    merged.close();
  }
}
