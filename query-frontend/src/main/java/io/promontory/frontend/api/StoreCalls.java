package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.ClientWatch;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Label, series and metadata lookups of one request, for several selectors at once, united and
 * sorted. They have the deadline and the limits of one query, and end when the client hangs up.
 */
final class StoreCalls implements AutoCloseable {
  /** Header that says on whose behalf a request is made. */
  private static final String TENANT = "THANOS-TENANT";

  private final Store store;
  private final QueryContext context;
  private final ClientWatch watch;

  private StoreCalls(Store store, QueryContext context, ClientWatch watch) {
    this.store = store;
    this.context = context;
    this.watch = watch;
  }

  /** What travels with the calls of a request, by its parameters and headers. */
  static QueryContext context(
      QueryService service, HttpServletRequest request, RequestParams params) {
    String tenant = request.getHeader(TENANT);
    return service
        .admission()
        .context(QueryRun.timeout(params))
        .withScope(ScopeParams.of(params))
        .withTenant(tenant == null || tenant.isBlank() ? null : tenant);
  }

  /** Begins the lookups of a request, to be closed before it is answered. */
  static StoreCalls open(QueryService service, HttpServletRequest request, RequestParams params) {
    HttpServletRequest original = RoutedRequest.unwrapped(request);
    QueryContext context = context(service, original, params);
    return new StoreCalls(
        service.store(), context, ClientWatch.start(original, context.cancellation()::cancel));
  }

  /** Label sets, sorted, each once. */
  record Found(List<Labels> labels, Completeness completeness) {}

  /**
   * Names of labels on series that match any of the selectors; all series where there are none.
   *
   * @param limit most names wanted of each selector, 0 for all
   */
  LabelsResult labelNames(TimeRange range, List<List<Matcher>> selectors, int limit) {
    return united(
        selectors,
        matchers ->
            store.labelNames(
                new LabelNamesRequest(range.minTime(), range.maxTime(), matchers, limit), context));
  }

  /** Values of a label, as {@link #labelNames}. */
  LabelsResult labelValues(
      String label, TimeRange range, List<List<Matcher>> selectors, int limit) {
    return united(
        selectors,
        matchers ->
            store.labelValues(
                new LabelValuesRequest(label, range.minTime(), range.maxTime(), matchers, limit),
                context));
  }

  private static LabelsResult united(
      List<List<Matcher>> selectors, Function<List<Matcher>, LabelsResult> lookup) {
    if (selectors.size() <= 1) {
      return lookup.apply(selectors.isEmpty() ? List.of() : selectors.getFirst());
    }
    TreeSet<String> all = new TreeSet<>(Utf8Order.INSTANCE);
    Completeness completeness = Completeness.NONE_ASKED;
    for (List<Matcher> matchers : selectors) {
      LabelsResult result = lookup.apply(matchers);
      all.addAll(result.values());
      completeness = completeness.plus(result.completeness());
    }
    return new LabelsResult(List.copyOf(all), completeness);
  }

  /**
   * Label sets of series that match any of the selectors.
   *
   * @param limit most label sets wanted, 0 for all
   */
  Found series(TimeRange range, List<List<Matcher>> selectors, int limit) {
    List<Cursor> open = new ArrayList<>();
    try {
      for (List<Matcher> matchers : selectors) {
        SelectRequest request = SelectRequest.of(range.minTime(), range.maxTime(), matchers);
        open.add(new Cursor(store.select(request.labelsOnly(limit), context), context.budget()));
      }
      return merge(open, limit);
    } finally {
      open.forEach(cursor -> cursor.set.close());
    }
  }

  private static Found merge(List<Cursor> open, int limit) {
    PriorityQueue<Cursor> heap = new PriorityQueue<>();
    for (Cursor cursor : open) {
      if (cursor.advance()) {
        heap.add(cursor);
      }
    }
    List<Labels> found = new ArrayList<>();
    while (!heap.isEmpty() && (limit == 0 || found.size() < limit)) {
      Cursor least = heap.remove();
      Labels labels = least.head;
      if (labels != null && (found.isEmpty() || !found.getLast().equals(labels))) {
        found.add(labels);
      }
      if (least.advance()) {
        heap.add(least);
      }
    }
    Completeness completeness = Completeness.NONE_ASKED;
    for (Cursor cursor : open) {
      completeness = completeness.plus(cursor.set.completeness());
    }
    return new Found(found, completeness);
  }

  /** Type, help and unit of metric families. */
  Listed<MetricMetadata> metadata(MetadataRequest request) {
    return store.metadata(request, context);
  }

  /** Exemplars by series. */
  Listed<SeriesExemplars> exemplars(ExemplarsRequest request) {
    return store.exemplars(request, context);
  }

  /** Metadata by target. */
  Listed<TargetMetadata> targetMetadata(TargetMetadataRequest request) {
    return store.targetMetadata(request, context);
  }

  /** What the stores scrape. */
  Targets targets(TargetsRequest request) {
    return store.targets(request, context);
  }

  /** The rules that the stores evaluate. */
  Listed<RuleGroup> rules(RulesRequest request) {
    return store.rules(request, context);
  }

  @Override
  public void close() {
    watch.close();
  }

  private static final class Cursor implements Comparable<Cursor> {
    private final SeriesSet set;
    private final QueryBudget budget;
    private @Nullable Labels head;

    private Cursor(SeriesSet set, QueryBudget budget) {
      this.set = set;
      this.budget = budget;
    }

    private boolean advance() {
      Series next = set.next();
      if (next == null) {
        head = null;
        return false;
      }
      budget.readSeries();
      head = next.labels();
      return true;
    }

    @Override
    public int compareTo(Cursor other) {
      Labels mine = head;
      Labels theirs = other.head;
      return mine == null || theirs == null ? 0 : mine.compareTo(theirs);
    }
  }
}
