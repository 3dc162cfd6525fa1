package io.promontory.frontend.api;

import io.promontory.frontend.http.Served;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * {@code /-/healthy} and {@code /-/ready}. The filter answers those that are not ready yet, and
 * HEAD where it is declared.
 */
@Path("/-")
public final class HealthResource {
  /** Health checks of the field look for these words. */
  private static final String APP_NAME = "Prometheus Server";

  HealthResource() {}

  @GET
  @Path("healthy")
  public Response healthy() {
    return text(200, APP_NAME + " is Healthy.\n");
  }

  @HEAD
  @Path("healthy")
  public Response headHealthy() {
    return Response.ok().build();
  }

  @GET
  @Path("ready")
  @Served(compressed = false, crossOrigin = false)
  public Response ready() {
    return text(200, APP_NAME + " is Ready.\n");
  }

  @HEAD
  @Path("ready")
  @Served(compressed = false, crossOrigin = false)
  public Response headReady() {
    return Response.ok().build();
  }

  @GET
  @Path("reload")
  public Response getReload() {
    return text(405, "Only POST or PUT requests allowed");
  }

  @GET
  @Path("quit")
  public Response getQuit() {
    return getReload();
  }

  private static Response text(int status, String text) {
    return Response.status(status).type("text/plain; charset=utf-8").entity(text).build();
  }
}
