package io.promontory.frontend.federation.view;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A set whose series come under other labels, so that their order is lost: all are read and held,
 * chunks compressed, within the memory that the query may use. Series that become equal become one,
 * with the replicas of all. Where two of these have the same name, each is named after the labels
 * that its series came with.
 */
final class SortedInMemory implements SeriesSet {
  private static final long SERIES_BYTES = 200;
  private static final long LABEL_BYTES = 60;

  private final SeriesSet source;
  private final Function<Series, @Nullable Series> change;
  private final int limit;
  private final QueryContext context;
  private @Nullable Iterator<Series> sorted;
  private long held;
  private boolean closed;

  /**
   * @param change gives a series its other labels; null for one that is left out
   * @param limit most series to give; 0 for all
   */
  SortedInMemory(
      SeriesSet source,
      Function<Series, @Nullable Series> change,
      int limit,
      QueryContext context) {
    this.source = source;
    this.change = change;
    this.limit = limit;
    this.context = context;
  }

  @Override
  public @Nullable Series next() {
    Iterator<Series> from = sorted;
    if (from == null) {
      from = read();
      sorted = from;
    }
    return from.hasNext() ? from.next() : null;
  }

  private Iterator<Series> read() {
    TreeMap<Labels, List<Changed>> all = new TreeMap<>();
    for (Series read = source.next(); read != null; read = source.next()) {
      Series series = change.apply(read);
      if (series != null) {
        hold(series);
        all.computeIfAbsent(series.labels(), any -> new ArrayList<>(1))
            .add(new Changed(read.labels(), series));
      }
    }
    return all.values().stream()
        .limit(limit > 0 ? limit : Long.MAX_VALUE)
        .map(SortedInMemory::united)
        .iterator();
  }

  /** A series under its other labels, and those it came with. */
  private record Changed(Labels before, Series series) {}

  private static Series united(List<Changed> equal) {
    if (equal.size() == 1) {
      return equal.getFirst().series;
    }
    List<Replica> replicas = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean distinct = true;
    for (Changed one : equal) {
      for (Replica replica : one.series.replicas()) {
        replicas.add(replica);
        distinct &= names.add(replica.name());
      }
    }
    if (!distinct) {
      replicas.clear();
      equal.forEach(
          one -> replicas.addAll(one.series.underReplica(one.before.toString()).replicas()));
    }
    replicas.sort(Comparator.comparing(Replica::name, Utf8Order.INSTANCE));
    return new Series(equal.getFirst().series.labels(), replicas);
  }

  private synchronized void hold(Series series) {
    long bytes = SERIES_BYTES + LABEL_BYTES * series.labels().size();
    for (Replica replica : series.replicas()) {
      for (Chunk chunk : replica.chunks()) {
        bytes += chunk.length();
      }
    }
    if (!closed) {
      context.budget().holdMemory(bytes);
      held += bytes;
    }
  }

  @Override
  public Completeness completeness() {
    return source.completeness();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      context.budget().releaseMemory(held);
      held = 0;
    }
    source.close();
  }
}
