package io.promontory.series.replica;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StorePart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store of series without replicas, for those who would take the chunks of several for parts of
 * one: what replicas hold together is written to chunks anew. Series of one replica are handed on
 * as they are. A series of which nothing is left in the time asked for is none, unless labels alone
 * are wanted.
 *
 * <p>Chunks cannot tell of {@linkplain io.promontory.series.chunk.SampleColumns#breaks breaks}:
 * where replicas count apart, who reads the chunks sees a reset or a leap.
 */
public final class MergedStore extends ForwardingStore {
  private final Store store;

  /**
   * @param store closed with this one
   */
  public MergedStore(Store store) {
    super(store);
    this.store = store;
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    SeriesSet set = store.select(request, context);
    ReplicaWriter writer = new ReplicaWriter(request.minTime(), request.maxTime());
    return new SeriesSet() {
      @Override
      public @Nullable Series next() {
        for (Series next = set.next(); next != null; next = set.next()) {
          Series merged = next.isReplicated() ? writer.merged(next) : next;
          if (request.skipChunks() || !merged.chunks().isEmpty()) {
            return merged;
          }
        }
        return null;
      }

      @Override
      public Completeness completeness() {
        return set.completeness();
      }

      @Override
      public void close() {
        set.close();
      }
    };
  }

  /** None: nobody evaluates over merged series but who reads them here. */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return List.of();
  }
}
