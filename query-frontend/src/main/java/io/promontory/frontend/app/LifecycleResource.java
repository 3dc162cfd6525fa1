package io.promontory.frontend.app;

import io.promontory.frontend.config.ConfigException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /-/reload} and {@code /-/quit}, where {@code web.enable_lifecycle} allows them. */
@Path("/-")
public final class LifecycleResource {
  private final QueryService service;
  private final Reloader reloader;
  private final Runnable quit;

  LifecycleResource(QueryService service, Reloader reloader, Runnable quit) {
    this.service = service;
    this.reloader = reloader;
    this.quit = quit;
  }

  @POST
  @Path("reload")
  public Response reload() {
    if (!service.config().web().enableLifecycle()) {
      return refused();
    }
    try {
      reloader.reload();
      return Response.ok().build();
    } catch (ConfigException e) {
      return text(500, "failed to reload config: " + e.getMessage() + "\n");
    }
  }

  @PUT
  @Path("reload")
  public Response reloadByPut() {
    return reload();
  }

  @POST
  @Path("quit")
  public Response quit() {
    if (!service.config().web().enableLifecycle()) {
      return refused();
    }
    quit.run();
    return text(200, "Requesting termination... Goodbye!");
  }

  @PUT
  @Path("quit")
  public Response quitByPut() {
    return quit();
  }

  private static Response refused() {
    return text(403, "Lifecycle API is not enabled.");
  }

  private static Response text(int status, String text) {
    return Response.status(status)
        .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
        .entity(text)
        .build();
  }
}
