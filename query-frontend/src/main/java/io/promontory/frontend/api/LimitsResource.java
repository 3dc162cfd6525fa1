package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.config.QueryConfig;
import io.promontory.frontend.queries.RunningQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /status/limits}: the limits of this process, and how much of each is in use. */
@Path("/api/v1/status/limits")
public final class LimitsResource {
  private final QueryService service;

  LimitsResource(QueryService service) {
    this.service = service;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(Map.of("limits", limits())));
  }

  private List<Object> limits() {
    QueryConfig query = service.config().query();
    List<RunningQuery> running = service.board().running();
    long mostSamples =
        running.stream().mapToLong(r -> r.context().budget().heldSamples()).max().orElse(0);
    long mostMemory =
        running.stream().mapToLong(r -> r.context().budget().heldMemory()).max().orElse(0);
    long mostRead =
        running.stream().mapToLong(r -> r.context().budget().bytesRead()).max().orElse(0);
    Runtime runtime = Runtime.getRuntime();
    List<Object> limits = new ArrayList<>();
    limits.add(
        limit(
            "query.max_concurrency",
            query.maxConcurrency(),
            (long) service.admission().running(),
            "queries"));
    limits.add(
        limit(
            "query.max_queued",
            query.maxQueued(),
            (long) service.admission().waiting(),
            "queries"));
    limits.add(limit("query.max_samples", query.maxSamples(), mostSamples, "samples"));
    limits.add(limit("query.max_memory_bytes", query.maxMemoryBytes(), mostMemory, "bytes"));
    limits.add(limit("query.max_read_bytes", query.maxReadBytes(), mostRead, "bytes"));
    limits.add(limit("query.max_series", query.maxSeries(), null, "series"));
    limits.add(limit("query.max_result_series", query.maxResultSeries(), null, "series"));
    limits.add(limit("query.max_result_bytes", query.maxResultBytes(), null, "bytes"));
    limits.add(limit("query.max_points_per_series", query.maxPointsPerSeries(), null, "points"));
    limits.add(limit("query.max_expression_bytes", query.maxExpressionBytes(), null, "bytes"));
    limits.add(limit("query.timeout", query.timeout().toSeconds(), null, "seconds"));
    limits.add(
        limit("heap", runtime.maxMemory(), runtime.totalMemory() - runtime.freeMemory(), "bytes"));
    return limits;
  }

  /**
   * One limit.
   *
   * @param most 0 for none
   * @param used by the process, or by the query that uses most; null where that is not counted
   */
  private static Map<String, @Nullable Object> limit(
      String name, long most, @Nullable Long used, String unit) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("name", name);
    shown.put("limit", most == 0 ? null : (Object) most);
    shown.put("used", used);
    shown.put("unit", unit);
    return shown;
  }
}
