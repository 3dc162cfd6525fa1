package io.promontory.frontend.api;

import io.promontory.frontend.http.Served;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** What would write: answered as by a Prometheus whose flags for it are off. */
@Path("/api/v1")
public final class AdminResource {
  AdminResource() {}

  @POST
  @Path("admin/tsdb/delete_series")
  public Response postDeleteSeries() {
    return ApiEndpoint.error(ApiException.disabled("admin APIs disabled"));
  }

  @PUT
  @Path("admin/tsdb/delete_series")
  public Response putDeleteSeries() {
    return postDeleteSeries();
  }

  @POST
  @Path("admin/tsdb/clean_tombstones")
  public Response postCleanTombstones() {
    return postDeleteSeries();
  }

  @PUT
  @Path("admin/tsdb/clean_tombstones")
  public Response putCleanTombstones() {
    return postDeleteSeries();
  }

  @POST
  @Path("admin/tsdb/snapshot")
  public Response postSnapshot() {
    return postDeleteSeries();
  }

  @PUT
  @Path("admin/tsdb/snapshot")
  public Response putSnapshot() {
    return postDeleteSeries();
  }

  @POST
  @Path("write")
  @Served(compressed = false, crossOrigin = false)
  public Response write() {
    return notEnabled(
        "remote write receiver needs to be enabled with" + " --web.enable-remote-write-receiver\n");
  }

  @POST
  @Path("otlp/v1/metrics")
  @Served(compressed = false, crossOrigin = false)
  public Response otlp() {
    return notEnabled("otlp write receiver needs to be enabled with --web.enable-otlp-receiver\n");
  }

  private static Response notEnabled(String text) {
    return Response.status(404)
        .header("X-Content-Type-Options", "nosniff")
        .type("text/plain; charset=utf-8")
        .entity(text)
        .build();
  }
}
