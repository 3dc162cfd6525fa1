package io.promontory.frontend.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.promontory.frontend.http.RoutedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** The process's own metrics, as text or OpenMetrics as {@code Accept} asks. */
@Path("/metrics")
public final class MetricsResource {
  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();

  public MetricsResource(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @GET
  public Response scrape(@Context HttpServletRequest request) {
    ExpositionFormatWriter format =
        formats.findWriter(RoutedRequest.unwrapped(request).getHeader("Accept"));
    MetricSnapshots snapshots = registry.scrape();
    return Response.ok((StreamingOutput) out -> format.write(out, snapshots))
        .header("Content-Type", format.getContentType())
        .build();
  }
}
