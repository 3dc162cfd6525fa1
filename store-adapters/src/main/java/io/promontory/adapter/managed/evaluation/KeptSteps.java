package io.promontory.adapter.managed.evaluation;

import io.promontory.series.store.PartQuery;
import io.promontory.series.store.StepSeries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Results of expressions at steps that are old enough to stay as they are, within a budget of
 * values; those not looked at for longest go first. Safe for concurrent use.
 *
 * <p>A step stays as it is when the newest sample that it looks at is older than the time in which
 * samples may still arrive. For those that arrive later all is forgotten after an hour.
 */
final class KeptSteps {
  private static final long LONGEST_MS = Duration.ofHours(1).toMillis();

  /** What a series weighs beside its values. */
  private static final int SERIES_WEIGHT = 50;

  private final long maxValues;
  private final LongSupplier closedUntilMs;
  private final InstantSource clock;
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  /** Steps with the same phase are the same wherever a query begins. */
  private record Key(String expression, long stepMs, long phaseMs, long lookbackMs) {
    static Key of(PartQuery query) {
      return new Key(
          query.expression(),
          query.stepMs(),
          Math.floorMod(query.startMs(), query.stepMs()),
          query.lookbackMs());
    }
  }

  /**
   * What is kept of an expression.
   *
   * @param startMs first step
   * @param endMs last step
   * @param series with values at steps between, and others that do not count
   * @param bornMs when the oldest of it was asked for
   */
  record Kept(
      long startMs, long endMs, List<StepSeries> series, List<String> remarks, long bornMs) {
    Kept {
      series = List.copyOf(series);
      remarks = List.copyOf(remarks);
    }

    private long weight() {
      long all = 0;
      for (StepSeries one : series) {
        all += SERIES_WEIGHT + one.size();
      }
      return all;
    }
  }

  /**
   * Keeps nothing yet.
   *
   * @param maxValues budget
   * @param closedUntilMs until when, ms since the epoch, samples do not change any more
   */
  KeptSteps(long maxValues, LongSupplier closedUntilMs, InstantSource clock) {
    this.maxValues = maxValues;
    this.closedUntilMs = closedUntilMs;
    this.clock = clock;
  }

  /** The steps of a query that are kept, one after the other; null where there are none. */
  synchronized @Nullable Kept find(PartQuery query) {
    Kept found = kept.get(Key.of(query));
    if (found == null || clock.millis() - found.bornMs > LONGEST_MS) {
      return null;
    }
    long start = Math.max(query.startMs(), found.startMs);
    long end = Math.min(query.endMs(), found.endMs);
    return start > end ? null : new Kept(start, end, found.series, found.remarks, found.bornMs);
  }

  /** How many steps of a query are not kept. */
  long missing(PartQuery query) {
    Kept found = find(query);
    return found == null
        ? query.steps()
        : query.steps() - (found.endMs - found.startMs) / query.stepMs() - 1;
  }

  /**
   * Keeps what is settled of an answer.
   *
   * @param from what of it was kept before, or null
   */
  void keep(PartQuery query, List<StepSeries> series, List<String> remarks, @Nullable Kept from) {
    if (query.aheadMs() == PartQuery.ANYWHERE || query.steps() < 2) {
      return;
    }
    long closed = closedUntilMs.getAsLong();
    if (closed < query.startMs() + query.aheadMs()) {
      return;
    }
    long settled = closed - query.aheadMs();
    long steps = Math.min(query.steps(), (settled - query.startMs()) / query.stepMs() + 1);
    long end = query.startMs() + (steps - 1) * query.stepMs();
    List<StepSeries> settledSeries = new ArrayList<>();
    for (StepSeries one : series) {
      StepSeries cut = until(end, one);
      if (cut.size() > 0) {
        settledSeries.add(cut);
      }
    }
    put(
        Key.of(query),
        new Kept(
            query.startMs(),
            end,
            settledSeries,
            remarks,
            from == null ? clock.millis() : from.bornMs));
  }

  private static StepSeries until(long endMs, StepSeries series) {
    int place = Arrays.binarySearch(series.timestamps(), 0, series.size(), endMs);
    int size = place < 0 ? -place - 1 : place + 1;
    return new StepSeries(
        series.labels(),
        Arrays.copyOf(series.timestamps(), size),
        Arrays.copyOf(series.values(), size),
        null,
        size);
  }

  private synchronized void put(Key key, Kept entry) {
    Kept before = kept.get(key);
    boolean hasAll =
        before != null
            && before.startMs <= entry.startMs
            && before.endMs >= entry.endMs
            && before.bornMs >= entry.bornMs;
    if (hasAll || entry.weight() > maxValues / 4) {
      return;
    }
    kept.put(key, entry);
    weight += entry.weight() - (before == null ? 0 : before.weight());
    Iterator<Kept> eldest = kept.values().iterator();
    while (weight > maxValues && eldest.hasNext()) {
      weight -= eldest.next().weight();
      eldest.remove();
    }
  }
}
