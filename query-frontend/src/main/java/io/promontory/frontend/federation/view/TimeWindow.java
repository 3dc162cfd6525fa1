package io.promontory.frontend.federation.view;

import io.promontory.frontend.config.TimeBound;
import io.promontory.series.chunk.ChunkCut;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * A store that is asked for samples of a window of time only, both ends inclusive. What a query
 * needs decides, not when it is evaluated: the times of a request are those of the samples it
 * needs. A chunk that reaches out of the window is cut, so that no sample from beyond it counts.
 */
public final class TimeWindow extends ForwardingStore {
  private final Store store;
  private final TimeBound min;
  private final TimeBound max;
  private final InstantSource clock;

  /**
   * @param store closed with this one
   */
  public TimeWindow(Store store, TimeBound min, TimeBound max, InstantSource clock) {
    super(store);
    this.store = store;
    this.min = min;
    this.max = max;
    this.clock = clock;
  }

  /** A span of time, ms, inclusive; empty where {@code from} is after {@code to}. */
  private record Span(long from, long to) {
    boolean isEmpty() {
      return from > to;
    }
  }

  private Span clip(long from, long to) {
    Instant now = clock.instant();
    return new Span(Math.max(from, min.at(now)), Math.min(to, max.at(now)));
  }

  @Override
  public StoreInfo info() {
    StoreInfo info = store.info();
    Span span = clip(info.minTime(), info.maxTime());
    return new StoreInfo(info.name(), info.labelSets(), span.from, span.to, info.capabilities());
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Span window = clip(Long.MIN_VALUE, Long.MAX_VALUE);
    Span span =
        new Span(Math.max(window.from, request.minTime()), Math.min(window.to, request.maxTime()));
    if (span.isEmpty()) {
      return SeriesSet.of(List.of(), nothing());
    }
    SeriesSet set = store.select(request.withTimes(span.from, span.to), context);
    return request.skipChunks() ? set : new CutSet(set, new ChunkCut(window.from, window.to));
  }

  private Completeness nothing() {
    return Completeness.of(StoreOutcome.whole(store.info().name(), StoreStats.ZERO));
  }

  /** Those of the store, for times within the window. */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    Span span = clip(request.minTime(), request.maxTime());
    boolean isWithin = span.from == request.minTime() && span.to == request.maxTime();
    return isWithin ? store.parts(request, context) : List.of();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    Span span = clip(request.minTime(), request.maxTime());
    return span.isEmpty()
        ? new LabelsResult(List.of(), nothing())
        : store.labelNames(
            new LabelNamesRequest(span.from, span.to, request.matchers(), request.limit()),
            context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    Span span = clip(request.minTime(), request.maxTime());
    return span.isEmpty()
        ? new LabelsResult(List.of(), nothing())
        : store.labelValues(
            new LabelValuesRequest(
                request.label(), span.from, span.to, request.matchers(), request.limit()),
            context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    Span span = clip(request.minTime(), request.maxTime());
    return span.isEmpty()
        ? new Listed<>(List.of(), nothing())
        : store.exemplars(new ExemplarsRequest(span.from, span.to, request.selectors()), context);
  }
}
