package io.promontory.frontend.exposition;

import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.replica.ReplicaDecoder;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Finds the newest sample of each series that matches any of several selectors. */
public final class NewestSamples {
  private final ReplicaDecoder decoder = new ReplicaDecoder();
  private final SampleColumns columns = new SampleColumns();
  private final Store store;
  private final long minTime;
  private final long maxTime;
  private final QueryContext context;

  /**
   * @param minTime ms, inclusive
   * @param maxTime ms, inclusive
   */
  public NewestSamples(Store store, long minTime, long maxTime, QueryContext context) {
    this.store = store;
    this.minTime = minTime;
    this.maxTime = maxTime;
    this.context = context;
  }

  /**
   * One sample a series, by labels; series whose newest sample is a stale marker are left out.
   *
   * @param selectors those without matchers find nothing
   */
  public Listed<NewestSample> find(List<List<Matcher>> selectors) {
    TreeMap<Labels, NewestSample> found = new TreeMap<>();
    Completeness completeness = Completeness.NONE_ASKED;
    for (List<Matcher> selector : selectors) {
      if (selector.isEmpty()) {
        continue;
      }
      SelectRequest request = SelectRequest.of(minTime, maxTime, selector);
      try (SeriesSet set = store.select(request, context)) {
        for (Series series = set.next(); series != null; series = set.next()) {
          context.checkAlive("promontory");
          context.budget().readSeries();
          add(series, found);
        }
        completeness = completeness.plus(set.completeness());
      }
    }
    return new Listed<>(new ArrayList<>(found.values()), completeness);
  }

  private void add(Series series, TreeMap<Labels, NewestSample> found) {
    if (found.containsKey(series.labels())) {
      return;
    }
    decoder.decode(series, minTime, maxTime, Reduction.MEAN, columns);
    int last = columns.size - 1;
    if (last < 0) {
      return;
    }
    FloatHistogram histogram = columns.histograms == null ? null : columns.histograms[last];
    double value = columns.values[last];
    if (StaleMarker.isStale(histogram == null ? value : histogram.sum())) {
      return;
    }
    context.budget().hold(1);
    found.put(
        series.labels(),
        new NewestSample(series.labels(), columns.timestamps[last], value, histogram));
  }
}
