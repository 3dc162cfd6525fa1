package io.promontory.it.bench.managed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A panel of a dashboard of the last 6 hours at 30 s.
 *
 * @param longWindow whether it is a rate over a long window at these small steps
 */
record Panel(String name, String text, boolean longWindow) {
  static final int STEP_SECONDS = 30;
  private static final int RANGE_SECONDS = 6 * 3600;

  private static Panel of(String name, String text) {
    return new Panel(name, text, false);
  }

  private static Panel slow(String name, String text) {
    return new Panel(name, text, true);
  }

  /**
   * A service's dashboard: traffic, errors, latency, machines, queues, and the budget of errors.
   */
  static List<Panel> dashboard() {
    String errors = "http_requests_total{code=~\"5..\"}";
    String buckets = "http_request_duration_seconds_bucket";
    return List.of(
        of("traffic", "sum by (service) (rate(http_requests_total[2m]))"),
        of("errors", "sum by (code) (rate(" + errors + "[5m]))"),
        of("error_ratio", "sum(rate(" + errors + "[5m])) / sum(rate(http_requests_total[5m]))"),
        of("p99", "histogram_quantile(0.99, sum by (le, service) (rate(" + buckets + "[5m])))"),
        of("p50", "histogram_quantile(0.5, sum by (le) (rate(" + buckets + "[5m])))"),
        of("cpu", "avg by (instance) (rate(node_cpu_seconds_total{mode!=\"m0\"}[5m]))"),
        of("memory", "1 - node_memory_available_bytes / node_memory_total_bytes"),
        of("pods", "sum by (pod) (container_memory_bytes)"),
        of("top_pods", "topk(5, container_memory_bytes)"),
        of("big_pods", "count(container_memory_bytes > 1500)"),
        of("queues", "queue_depth"),
        of("queue_peak", "max_over_time(queue_depth[10m])"),
        slow("queue_day", "avg_over_time(queue_depth[1d])"),
        slow("traffic_hour", "sum(rate(http_requests_total[1h]))"),
        slow("burn_hour", "sum(rate(" + errors + "[1h])) / sum(rate(http_requests_total[1h]))"),
        slow("volume", "sum by (service) (increase(http_requests_total[6h]))"),
        of("staleness", "time() - job_success_timestamp_seconds"),
        of("up", "sum by (job) (up)"),
        of("peak", "max_over_time(sum(rate(http_requests_total[5m]))[1h:5m])"),
        of("machines", "count(count by (instance) (node_memory_total_bytes))"));
  }

  /** Its query at a time, as parameters of the API. */
  Map<String, String> params(long nowSeconds) {
    long end = end(nowSeconds);
    Map<String, String> params = new LinkedHashMap<>();
    params.put("query", text);
    params.put("start", Long.toString(end - RANGE_SECONDS));
    params.put("end", Long.toString(end));
    params.put("step", Integer.toString(STEP_SECONDS));
    return params;
  }

  /** Grafana's times are multiples of the step. */
  private static long end(long nowSeconds) {
    return nowSeconds / STEP_SECONDS * STEP_SECONDS;
  }
}
