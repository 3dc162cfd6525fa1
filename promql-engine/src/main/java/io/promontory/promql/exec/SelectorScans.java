package io.promontory.promql.exec;

import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.Selection;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The streams of all selectors of one query. Where stores have to be waited for, several are opened
 * side by side, so that they work on all of them while the first is evaluated; each is closed at
 * the end whatever happens, and what still waits for a store is cancelled. What is needed first
 * asks first, as far as threads go: a store may have few places for reads.
 */
final class SelectorScans implements AutoCloseable {
  private final Store store;
  private final Plan plan;
  private final QueryContext context;
  private final Cancellation.Registration registration;
  private final @Nullable Recording recording;
  private final List<SelectorScan> scans = new CopyOnWriteArrayList<>();
  private final List<SharedRead> reads = new ArrayList<>();
  private final List<SharedRead.Reader> readers = new ArrayList<>();

  SelectorScans(Store store, Plan plan, QueryContext context, @Nullable Recording recording) {
    this.store = store;
    this.plan = plan;
    Cancellation ours = new Cancellation();
    this.context = context.withCancellation(ours);
    this.registration = context.cancellation().onCancel(ours::cancel);
    this.recording = recording;
    plan.reads().forEach(this::read);
    for (Selection selection : plan.selections()) {
      SharedRead read = reads.get(selection.read());
      readers.add(read.reader(selection.request(), selection.filter(plan.reads())));
    }
    if (scans.size() > 1 && !store.answersAtOnce()) {
      for (int read : plan.readsInOrder()) {
        Thread.ofVirtual().name("promql-select").start(scans.get(read)::open);
      }
    }
  }

  /**
   * Adds a selection that could only be known by evaluating others.
   *
   * @return its number
   */
  int add(SelectRequest request) {
    readers.add(read(request).reader(request, List.of()));
    return readers.size() - 1;
  }

  private SharedRead read(SelectRequest request) {
    int number = reads.size();
    SharedRead read =
        new SharedRead(scan(number, request), context.budget(), alone -> scan(number, alone));
    reads.add(read);
    return read;
  }

  private SelectorScan scan(int read, SelectRequest request) {
    QueryContext own =
        recording == null ? context : context.withTrace(recording.read(plan, read, request));
    SelectorScan scan = new SelectorScan(store, request, own);
    scans.add(scan);
    return scan;
  }

  /** What a selection needs, by itself. */
  SelectRequest request(int selection) {
    return readers.get(selection).request();
  }

  /** The next series of a selection, or null after the last. */
  @Nullable Series next(int selection) {
    return readers.get(selection).next();
  }

  /** How whole the streams were that have been read to their end. */
  Completeness completeness() {
    Completeness all = Completeness.NONE_ASKED;
    for (SelectorScan scan : scans) {
      all = all.plus(scan.completeness());
    }
    return all;
  }

  @Override
  public void close() {
    try {
      scans.forEach(SelectorScan::close);
    } finally {
      registration.close();
      context.cancellation().cancel();
      reads.forEach(SharedRead::close);
    }
  }
}
