package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.explore.MetricCatalogue;
import io.promontory.frontend.explore.MetricCatalogue.Metric;
import io.promontory.frontend.explore.MetricDetail;
import io.promontory.frontend.explore.MetricDetail.LabelShare;
import io.promontory.frontend.http.ClientWatch;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /metrics} below {@code /api/v1}: which metrics there are, what they are, and which stores
 * have them; and one of them in detail. What there is is looked up anew after half a minute, and at
 * once for a request that says which stores it means or on whose behalf it is made.
 */
@Path("/api/v1/metrics")
public final class ExploreResource {
  private static final int MOST = 200;
  private static final int USUAL = 50;
  private static final Duration LOOK_BACK = Duration.ofHours(24);
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final QueryService service;
  private volatile @Nullable Known known;

  /** A catalogue of the default span of time. */
  private record Known(MetricCatalogue catalogue, Object store, Instant at) {}

  ExploreResource(QueryService service) {
    this.service = service;
  }

  @GET
  public Response list(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> list(request, params));
  }

  @GET
  @Path("detail")
  public Response detail(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> detail(request, params));
  }

  private TimeRange range(RequestParams params) {
    return TimeRange.of(params, service.clock().instant(), LOOK_BACK);
  }

  private ApiAnswer list(HttpServletRequest request, RequestParams params) {
    long limit = ApiParams.limit(params);
    int most = (int) (limit == 0 ? USUAL : Math.min(limit, MOST));
    int offset = Math.max(0, ApiParams.number(params, "offset", 0));
    List<String> words =
        Arrays.stream(params.first("search").toLowerCase(Locale.ROOT).split(" ", -1))
            .filter(word -> !word.isEmpty())
            .toList();
    String type = params.first("type");
    String store = params.first("store");
    MetricCatalogue catalogue = catalogue(request, params);
    List<Metric> matching =
        catalogue.metrics().stream()
            .filter(metric -> type.isEmpty() || metric.type().equals(type))
            .filter(metric -> store.isEmpty() || metric.stores().contains(store))
            .filter(metric -> metric.has(words))
            .toList();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("total", catalogue.metrics().size());
    tree.put("matching", matching.size());
    tree.put(
        "metrics", matching.stream().skip(offset).limit(most).map(ExploreResource::shown).toList());
    return ApiAnswer.ofStores(tree, catalogue.completeness(), false);
  }

  private static Object shown(Metric metric) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", metric.name());
    shown.put("type", metric.type());
    shown.put("unit", metric.unit());
    shown.put("help", metric.help());
    shown.put("stores", metric.stores());
    return shown;
  }

  private MetricCatalogue catalogue(HttpServletRequest request, RequestParams params) {
    HttpServletRequest original = RoutedRequest.unwrapped(request);
    QueryContext context = StoreCalls.context(service, original, params);
    boolean usual = params.first("start").isEmpty() && params.first("end").isEmpty();
    boolean shared = usual && isOfEverybody(context);
    Known last = known;
    Instant now = service.clock().instant();
    Object config = service.loadedConfig();
    if (shared && last != null && last.store == config && last.at.plus(FRESH).isAfter(now)) {
      return last.catalogue;
    }
    TimeRange range = range(params);
    try (ClientWatch watch = ClientWatch.start(original, context.cancellation()::cancel)) {
      MetricCatalogue catalogue =
          MetricCatalogue.of(service.store(), range.minTime(), range.maxTime(), context);
      if (shared && catalogue.completeness().isWhole()) {
        known = new Known(catalogue, config, now);
      }
      return catalogue;
    }
  }

  /** Whether an answer is the same for whoever asks. */
  private static boolean isOfEverybody(QueryContext context) {
    return context.scope().equals(QueryScope.CONFIGURED) && context.tenant() == null;
  }

  private ApiAnswer detail(HttpServletRequest request, RequestParams params) {
    String metric = params.first("metric");
    if (metric.isEmpty()) {
      throw ApiException.invalidParameter("metric", "want the name of a metric");
    }
    TimeRange range = range(params);
    HttpServletRequest original = RoutedRequest.unwrapped(request);
    QueryContext context = StoreCalls.context(service, original, params);
    try (ClientWatch watch = ClientWatch.start(original, context.cancellation()::cancel)) {
      MetricDetail detail =
          MetricDetail.of(service.store(), metric, range.minTime(), range.maxTime(), context);
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("metric", metric);
      tree.put("series", detail.series());
      tree.put("mostSeries", MetricDetail.MOST_SERIES);
      tree.put("stores", detail.stores());
      tree.put("labels", detail.labels().stream().map(ExploreResource::shown).toList());
      return ApiAnswer.ofStores(tree, detail.completeness(), false);
    }
  }

  private static Object shown(LabelShare label) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", label.name());
    shown.put("values", label.values());
    shown.put(
        "top",
        label.top().entrySet().stream()
            .map(entry -> List.of(entry.getKey(), entry.getValue()))
            .toList());
    return shown;
  }
}
