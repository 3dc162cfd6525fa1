package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A store that gives some series and then fails, or never answers. */
final class FaultyStore implements Store {
  private final String name;
  private final List<Series> good;
  private final boolean hangs;
  final CountDownLatch interrupted = new CountDownLatch(1);

  private FaultyStore(String name, List<Series> good, boolean hangs) {
    this.name = name;
    this.good = good;
    this.hangs = hangs;
  }

  static FaultyStore failing(String name, Labels... good) {
    return new FaultyStore(
        name, List.of(good).stream().map(l -> Series.of(l, List.of())).toList(), false);
  }

  static FaultyStore hanging(String name) {
    return new FaultyStore(name, List.of(), true);
  }

  private RuntimeException fault() {
    if (hangs) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
        Thread.currentThread().interrupt();
        return new StoreException(name, StoreException.Kind.CANCELED, "interrupted", e);
      }
    }
    return new StoreException(name, StoreException.Kind.UNAVAILABLE, "connection refused");
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo(
        name, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Set.of(Capability.METADATA));
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Deque<Series> left = new ArrayDeque<>(good);
    return new SeriesSet() {
      @Override
      public Series next() {
        if (left.isEmpty()) {
          throw fault();
        }
        return left.poll();
      }

      @Override
      public Completeness completeness() {
        return Completeness.NONE_ASKED;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    throw fault();
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    throw fault();
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    throw fault();
  }
}
