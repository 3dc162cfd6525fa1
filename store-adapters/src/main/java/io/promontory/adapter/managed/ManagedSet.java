package io.promontory.adapter.managed;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a select. It is read when the first series is asked for, and held within the budget
 * of the query, since the last window may begin with the first series.
 */
final class ManagedSet implements SeriesSet {
  /** What a held series takes beside its chunks, about. */
  private static final long SERIES_BYTES = 256;

  private final ExternalLabels external;
  private final QueryBudget budget;
  private final Cancellation ours = new Cancellation();
  private final Cancellation.Registration cancellation;
  private final QueryContext context;
  private final Function<QueryContext, TreeMap<Labels, List<Chunk>>> read;
  private final Tally tally;
  private final int limit;
  private @Nullable Iterator<Series> sorted;
  private long held;
  private long series;
  private long chunks;

  /**
   * @param read the series, by their labels at the endpoint; it is given up once its context is
   *     cancelled
   * @param limit most series to give, 0 for all
   */
  ManagedSet(
      ExternalLabels external,
      QueryContext context,
      Tally tally,
      int limit,
      Function<QueryContext, TreeMap<Labels, List<Chunk>>> read) {
    this.external = external;
    this.budget = context.budget();
    this.context = context.withCancellation(ours);
    this.cancellation = context.cancellation().onCancel(ours::cancel);
    this.tally = tally;
    this.limit = limit;
    this.read = read;
  }

  @Override
  public @Nullable Series next() {
    Iterator<Series> iterator = sorted;
    if (iterator == null) {
      iterator = labelled(read.apply(context)).iterator();
      sorted = iterator;
    }
    if (!iterator.hasNext() || (limit > 0 && series == limit)) {
      return null;
    }
    Series next = iterator.next();
    series++;
    chunks += next.chunks().size();
    return next;
  }

  /** With external labels, sorted by all of them; series that become equal are joined. */
  private List<Series> labelled(TreeMap<Labels, List<Chunk>> own) {
    TreeMap<Labels, List<Chunk>> all = external.labels().isEmpty() ? own : new TreeMap<>();
    long bytes = 0;
    for (Map.Entry<Labels, List<Chunk>> one : own.entrySet()) {
      bytes += SERIES_BYTES;
      for (Chunk chunk : one.getValue()) {
        bytes += chunk.length();
      }
      if (all != own) {
        all.computeIfAbsent(external.addTo(one.getKey()), any -> new ArrayList<>())
            .addAll(one.getValue());
      }
    }
    budget.holdMemory(bytes);
    held = bytes;
    return all.entrySet().stream().map(one -> Series.of(one.getKey(), one.getValue())).toList();
  }

  @Override
  public Completeness completeness() {
    return tally.completeness(series, chunks);
  }

  @Override
  public void close() {
    cancellation.close();
    ours.cancel();
    budget.releaseMemory(held);
    held = 0;
  }
}
