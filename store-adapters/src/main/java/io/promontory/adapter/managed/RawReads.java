package io.promontory.adapter.managed;

import io.promontory.adapter.managed.Windows.Window;
import io.promontory.adapter.managed.cache.SampleCache;
import io.promontory.adapter.managed.evaluation.Densities;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Reads the samples of a selector as they are, window by window, as many at once as the endpoint
 * takes. Where the cache has some of the time, the rest is asked for; of what comes, the part that
 * will not change any more is kept.
 */
final class RawReads {
  private final String store;
  private final QueryCalls calls;
  private final Windows windows;
  private final SampleCache cache;
  private final ExecutorService threads;
  private final Densities densities;
  private final BillListener listener;

  RawReads(
      String store,
      QueryCalls calls,
      Windows windows,
      SampleCache cache,
      ExecutorService threads,
      Densities densities,
      BillListener listener) {
    this.store = store;
    this.calls = calls;
    this.windows = windows;
    this.cache = cache;
    this.threads = threads;
    this.densities = densities;
    this.listener = listener;
  }

  /**
   * The samples of a stretch of time.
   *
   * @param selector PromQL
   */
  SeriesRuns read(String selector, Window stretch, QueryContext context, Tally tally) {
    SampleCache.Found found = cache.find(selector, stretch.fromMs(), stretch.toMs());
    List<SeriesRuns> runs = new ArrayList<>();
    for (SampleCache.Kept kept : found.kept()) {
      SeriesRuns run = new SeriesRuns(kept.fromMs(), kept.toMs(), kept.series());
      context.budget().read(run.bytes());
      listener.cached(store, run.samples());
      CallTrace trace = context.trace();
      if (trace != null) {
        trace.add(CallTrace.Count.CACHED_SAMPLES, run.samples());
        trace.cached(kept.fromMs(), kept.toMs());
      }
      runs.add(run);
    }
    List<Window> missing = new ArrayList<>();
    for (SampleCache.Gap gap : found.gaps()) {
      missing.addAll(windows.cut(selector, new Window(gap.fromMs(), gap.toMs())));
    }
    runs.addAll(
        Together.all(
            store,
            threads,
            context,
            missing,
            (window, own) -> fetch(selector, window, missing.size(), own, tally)));
    runs.sort(Comparator.comparingLong(SeriesRuns::fromMs));
    SeriesRuns all = new SeriesRuns(stretch.fromMs(), stretch.toMs());
    runs.forEach(all::addAll);
    return all;
  }

  /** One window, or its parts where the endpoint refuses it as too large. */
  private SeriesRuns fetch(
      String selector, Window window, int shares, QueryContext context, Tally tally) {
    try {
      return ask(selector, window, shares, context, tally);
    } catch (StoreException e) {
      List<Window> parts = isTooLarge(e) ? windows.smaller(selector, window) : List.of();
      if (parts.size() < 2) {
        throw e;
      }
      SeriesRuns all = new SeriesRuns(window.fromMs(), window.toMs());
      for (Window part : parts) {
        all.addAll(fetch(selector, part, shares * parts.size(), context, tally));
      }
      return all;
    }
  }

  /** A refusal that has nothing to do with our own limits, nor with when it was asked. */
  static boolean isTooLarge(StoreException e) {
    return e.kind() == Kind.LIMIT && e.getCause() == null && !(e instanceof CostRefusedException);
  }

  private SeriesRuns ask(
      String selector, Window window, int shares, QueryContext context, Tally tally) {
    // What is cut here is kept without what may still change.
    long closed = Math.min(window.toMs(), cache.closedUntilMs());
    SeriesRuns kept = new SeriesRuns(window.fromMs(), closed);
    SeriesRuns open = new SeriesRuns(Math.max(window.fromMs(), closed + 1), window.toMs());
    QueryCalls.Told told =
        calls.window(
            selector,
            window.fromMs(),
            window.toMs(),
            shares,
            context,
            (labels, samples) -> {
              checkOrder(labels, samples);
              kept.add(labels, samples);
              open.add(labels, samples);
            });
    tally.add(told);
    densities.observe(selector, told.size().series(), told.size().samples(), window.lengthMs());
    if (told.warnings().isEmpty() && closed >= window.fromMs()) {
      cache.keep(selector, window.fromMs(), closed, kept.series());
    }
    kept.addAll(open);
    return new SeriesRuns(window.fromMs(), window.toMs(), kept.series());
  }

  private void checkOrder(Labels labels, SampleColumns samples) {
    for (int i = 1; i < samples.size; i++) {
      if (samples.timestamps[i] <= samples.timestamps[i - 1]) {
        throw new StoreException(
            store,
            Kind.CORRUPT,
            "samples of " + labels + " are not in the order of time at " + samples.timestamps[i]);
      }
    }
  }
}
