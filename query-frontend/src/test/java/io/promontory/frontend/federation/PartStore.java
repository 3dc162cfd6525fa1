package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A store of one series that knows of more, and says so.
 *
 * @param early whether it knows before it has given its series
 */
record PartStore(String name, boolean early) implements Store {
  private static final Series UP = Series.of(Labels.of("__name__", "up", "job", "x"), List.of());

  private StoreOutcome part() {
    return StoreOutcome.partial(name, "3 of 120 blocks are not read yet", StoreStats.ZERO);
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo(name, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Set.of());
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Deque<Series> left = new ArrayDeque<>(List.of(UP));
    return new SeriesSet() {
      private boolean ended;

      @Override
      public Series next() {
        ended = left.isEmpty();
        return left.poll();
      }

      @Override
      public Completeness completeness() {
        return early || ended ? Completeness.of(part()) : Completeness.NONE_ASKED;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return new LabelsResult(List.of("__name__", "job"), Completeness.of(part()));
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return new LabelsResult(List.of("x"), Completeness.of(part()));
  }
}
