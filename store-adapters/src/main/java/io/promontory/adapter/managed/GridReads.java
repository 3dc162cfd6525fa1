package io.promontory.adapter.managed;

import io.promontory.adapter.api.FormParams;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Looks.Instants;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the newest sample of each series at evenly spaced times, by {@code query_range} on just
 * these times: the endpoint looks back, and knows which series have ended.
 */
final class GridReads {
  /** What every server looks back where nobody tells it otherwise, ms. */
  private static final long USUAL_LOOKBACK_MS = 300_000;

  /** A question that takes more requests is none that anyone waits for. */
  private static final int MOST_SLICES = 10_000;

  private final String store;
  private final QueryCalls calls;
  private final EndpointLimits limits;
  private final ExecutorService threads;

  GridReads(String store, QueryCalls calls, EndpointLimits limits, ExecutorService threads) {
    this.store = store;
    this.calls = calls;
    this.limits = limits;
    this.threads = threads;
  }

  /** The times of a grid that lie in a stretch of time; null for none. */
  static @Nullable Instants within(Instants grid, long fromMs, long toMs) {
    long step = grid.stepMs();
    long first = grid.firstMs();
    if (first < fromMs) {
      first += Math.ceilDiv(fromMs - first, step) * step;
    }
    long last = Math.min(grid.lastMs(), toMs);
    if (last < first) {
      return null;
    }
    return new Instants(first, first + (last - first) / step * step, step, grid.lookbackMs());
  }

  /**
   * The values of all series at the times of a grid.
   *
   * @param selector PromQL
   */
  Map<Labels, SampleColumns> read(
      String selector, Instants grid, QueryContext context, Tally tally) {
    List<Instants> slices = slices(grid);
    List<Map<Labels, SampleColumns>> answers =
        Together.all(
            store,
            threads,
            context,
            slices,
            (slice, own) -> fetch(selector, slice, slices.size(), own, tally));
    Map<Labels, SampleColumns> all = answers.getFirst();
    answers.stream().skip(1).forEach(later -> append(all, later));
    return all;
  }

  private List<Instants> slices(Instants grid) {
    long steps = Math.min(limits.maxSteps(), limits.maxRange().toMillis() / grid.stepMs() + 1);
    long span = grid.lastMs() - grid.firstMs();
    if (span < 0 || span / grid.stepMs() / steps >= MOST_SLICES) {
      throw new StoreException(
          store,
          Kind.LIMIT,
          "it would take more than "
              + MOST_SLICES
              + " requests to look every "
              + grid.stepMs()
              + " ms that long; use a larger step or a shorter range");
    }
    return slices(grid, steps);
  }

  private static List<Instants> slices(Instants grid, long steps) {
    List<Instants> slices = new ArrayList<>();
    long span = (steps - 1) * grid.stepMs();
    for (long first = grid.firstMs();
        first <= grid.lastMs();
        first = slices.getLast().lastMs() + grid.stepMs()) {
      long last = Math.min(grid.lastMs(), first + span);
      slices.add(new Instants(first, last, grid.stepMs(), grid.lookbackMs()));
    }
    return slices;
  }

  private static void append(Map<Labels, SampleColumns> all, Map<Labels, SampleColumns> later) {
    later.forEach(
        (labels, columns) ->
            all.computeIfAbsent(labels, any -> new SampleColumns())
                .addAll(columns, 0, columns.size));
  }

  /** One slice, or its parts where the endpoint refuses it as too large. */
  private Map<Labels, SampleColumns> fetch(
      String selector, Instants slice, int shares, QueryContext context, Tally tally) {
    try {
      return ask(selector, slice, shares, context, tally);
    } catch (StoreException e) {
      long steps = (slice.lastMs() - slice.firstMs()) / slice.stepMs() + 1;
      if (!RawReads.isTooLarge(e) || steps < 2) {
        throw e;
      }
      Map<Labels, SampleColumns> all = new LinkedHashMap<>();
      for (Instants part : slices(slice, Math.ceilDiv(steps, 2))) {
        append(all, fetch(selector, part, 2 * shares, context, tally));
      }
      return all;
    }
  }

  private Map<Labels, SampleColumns> ask(
      String selector, Instants grid, int shares, QueryContext context, Tally tally) {
    FormParams params =
        new FormParams()
            .add("query", selector)
            .addRange(grid.firstMs(), grid.lastMs())
            .add("step", grid.stepMs() + "ms");
    if (grid.lookbackMs() != USUAL_LOOKBACK_MS) {
      params.add("lookback_delta", grid.lookbackMs() + "ms");
    }
    Map<Labels, SampleColumns> series = new LinkedHashMap<>();
    tally.add(
        calls.steps(
            params,
            shares,
            context,
            (labels, samples) -> {
              checkSteps(grid, labels, samples);
              SampleColumns own = new SampleColumns();
              own.addAll(samples, 0, samples.size);
              if (series.put(labels, own) != null) {
                throw new StoreException(store, Kind.CORRUPT, "it answers " + labels + " twice");
              }
            }));
    return series;
  }

  private void checkSteps(Instants grid, Labels labels, SampleColumns samples) {
    long last = Long.MIN_VALUE;
    for (int i = 0; i < samples.size; i++) {
      long time = samples.timestamps[i];
      boolean isStep =
          time >= grid.firstMs()
              && time <= grid.lastMs()
              && (time - grid.firstMs()) % grid.stepMs() == 0;
      if (!isStep || time <= last) {
        throw new StoreException(
            store,
            Kind.CORRUPT,
            "it answers " + labels + " at " + time + " ms, which is not the next time asked for");
      }
      last = time;
    }
  }
}
