package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts and times every request, by the names that Prometheus gives its own. */
public final class HttpMetrics implements RequestLog {
  private static final Set<String> API =
      Set.of(
          "query",
          "query_range",
          "query_exemplars",
          "series",
          "labels",
          "metadata",
          "format_query",
          "parse_query",
          "rules",
          "alerts",
          "targets",
          "alertmanagers",
          "features");

  private final Counter requests;
  private final Histogram duration;
  private final Histogram size;

  public HttpMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("prometheus_http_requests_total")
            .help("Requests by handler and status.")
            .labelNames("handler", "code")
            .register(registry);
    duration =
        Histogram.builder()
            .name("prometheus_http_request_duration_seconds")
            .help("Time of requests.")
            .unit(Unit.SECONDS)
            .labelNames("handler")
            .classicOnly()
            .classicUpperBounds(.1, .2, .4, 1, 3, 8, 20, 60, 120)
            .register(registry);
    size =
        Histogram.builder()
            .name("prometheus_http_response_size_bytes")
            .help("Size of answers as sent.")
            .unit(Unit.BYTES)
            .labelNames("handler")
            .classicOnly()
            .classicUpperBounds(100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
            .register(registry);
  }

  @Override
  public void log(Request request, Response response) {
    String handler = handler(request.getHttpURI().getPath());
    requests.labelValues(handler, Integer.toString(response.getStatus())).inc();
    duration.labelValues(handler).observe((System.nanoTime() - request.getBeginNanoTime()) / 1e9);
    size.labelValues(handler).observe(Response.getContentBytesWritten(response));
  }

  /** The route of a path; a bounded set, whatever clients ask for. */
  static String handler(String path) {
    if (path == null) {
      return "other";
    }
    int api = path.indexOf("/api/v1/");
    if (api < 0) {
      int management = path.indexOf("/-/");
      String rest =
          management >= 0 ? path.substring(management) : path.substring(path.lastIndexOf('/'));
      return switch (rest) {
        case "/-/healthy", "/-/ready", "/-/reload", "/-/quit", "/metrics", "/federate" -> rest;
        default -> "other";
      };
    }
    String name = path.substring(api + "/api/v1/".length());
    String first = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    return switch (first) {
      case "label" -> "/api/v1/label/:name/values";
      case "status" -> "/api/v1/status/:what";
      case "search" -> "/api/v1/search/:what";
      default -> API.contains(name) ? "/api/v1/" + name : "other";
    };
  }
}
