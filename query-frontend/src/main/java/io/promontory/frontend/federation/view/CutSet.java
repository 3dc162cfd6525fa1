package io.promontory.frontend.federation.view;

import io.promontory.series.chunk.ChunkCut;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set whose chunks are cut to a span of time; a series of which nothing is left is left out. */
record CutSet(SeriesSet source, ChunkCut cut) implements SeriesSet {
  @Override
  public @Nullable Series next() {
    for (Series series = source.next(); series != null; series = source.next()) {
      List<Replica> kept = new ArrayList<>();
      for (Replica replica : series.replicas()) {
        Replica left = replica.withChunks(cut.of(replica.chunks()));
        if (!left.chunks().isEmpty()) {
          kept.add(left);
        }
      }
      if (!kept.isEmpty()) {
        return new Series(series.labels(), kept);
      }
    }
    return null;
  }

  @Override
  public Completeness completeness() {
    return source.completeness();
  }

  @Override
  public void close() {
    source.close();
  }
}
