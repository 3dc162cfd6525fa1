package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RoutedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * Everything outside {@code /api/v1}: health, life cycle, version, and the ways to the start page.
 */
@Path("/")
public final class ManagementResource {
  private final QueryService service;

  ManagementResource(QueryService service) {
    this.service = service;
  }

  @GET
  @Path("version")
  public Response version() {
    return Response.ok(StatusResource.text(service.buildInfo()))
        .type("text/plain; charset=utf-8")
        .build();
  }

  @GET
  public Response root() {
    return found("/query");
  }

  @GET
  @Path("graph")
  public Response graph(@Context HttpServletRequest request) {
    String query = RoutedRequest.unwrapped(request).getQueryString();
    return found("/query?" + (query == null ? "" : query));
  }

  /** The path under which users see this process, which a proxy may have cut off for us. */
  private String externalPath() {
    String url = service.config().web().externalUrl();
    String path = url == null ? service.config().web().routePrefix() : URI.create(url).getRawPath();
    return path == null ? "" : path.replaceAll("/+$", "");
  }

  private Response found(String path) {
    String location = externalPath() + path;
    String link = location.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&#34;");
    return Response.status(302)
        .header("Location", location)
        .type("text/html; charset=utf-8")
        .entity("<a href=\"" + link + "\">Found</a>.\n\n")
        .build();
  }
}
