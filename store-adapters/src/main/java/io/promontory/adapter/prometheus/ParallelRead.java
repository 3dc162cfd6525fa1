package io.promontory.adapter.prometheus;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesMerge;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of one read, merged; it counts as one answer of one store. */
final class ParallelRead implements SeriesSet {
  private final String store;
  private final List<ReadAhead> parts;
  private final SeriesSet merged;
  private final int limit;
  private int given;

  ParallelRead(String store, List<ReadAhead> parts, int limit) {
    this.store = store;
    this.parts = List.copyOf(parts);
    this.merged =
        SeriesMerge.ofParts(
            this.parts.stream().map(part -> new SeriesMerge.Source(store, part)).toList());
    this.limit = limit;
  }

  @Override
  public @Nullable Series next() {
    if (limit > 0 && given == limit) {
      close();
      return null;
    }
    Series next = merged.next();
    given += next == null ? 0 : 1;
    return next;
  }

  @Override
  public Completeness completeness() {
    StoreStats sum = StoreStats.ZERO;
    for (ReadAhead part : parts) {
      StoreStats one = part.stats();
      sum =
          new StoreStats(
              sum.series() + one.series(), sum.chunks() + one.chunks(), sum.bytes() + one.bytes());
    }
    return Completeness.of(StoreOutcome.whole(store, sum));
  }

  @Override
  public void close() {
    merged.close();
  }
}
