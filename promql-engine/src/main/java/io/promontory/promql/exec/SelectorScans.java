package io.promontory.promql.exec;

import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.Selection;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.Store;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The streams of all selectors of one query. Several are opened side by side, so that the stores
 * work on all of them while the first is evaluated; each is closed at the end whatever happens.
 */
final class SelectorScans implements AutoCloseable {
  private final Store store;
  private final QueryContext context;
  private final List<Selection> selections;
  private final List<SelectorScan> scans = new CopyOnWriteArrayList<>();

  SelectorScans(Store store, Plan plan, QueryContext context) {
    this.store = store;
    this.context = context;
    this.selections = new CopyOnWriteArrayList<>(plan.selections());
    plan.reads().forEach(this::open);
    if (scans.size() > 1) {
      IntStream.range(0, scans.size())
          .forEach(i -> Thread.ofVirtual().name("promql-select-" + i).start(scans.get(i)::open));
    }
  }

  /**
   * Adds a selection that could only be known by evaluating others.
   *
   * @return its number
   */
  int add(SelectRequest request) {
    open(request);
    selections.add(new Selection(request, scans.size() - 1));
    return selections.size() - 1;
  }

  private void open(SelectRequest request) {
    scans.add(new SelectorScan(store, request, context));
  }

  /** What a selection needs, by itself. */
  SelectRequest request(int selection) {
    return selections.get(selection).request();
  }

  /** The next series of a selection, or null after the last. */
  @Nullable Series next(int selection) {
    return scans.get(selections.get(selection).read()).next();
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
    scans.forEach(SelectorScan::close);
  }
}
