package io.promontory.frontend.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /alertmanagers}: where this process sends alerts, and what relabelling keeps it from. */
@Path("/api/v1/alertmanagers")
public final class AlertmanagersResource {
  private final Supplier<List<URI>> active;
  private final Supplier<List<URI>> dropped;

  public AlertmanagersResource(Supplier<List<URI>> active, Supplier<List<URI>> dropped) {
    this.active = active;
    this.dropped = dropped;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params -> {
          Map<String, Object> data = new LinkedHashMap<>();
          data.put("activeAlertmanagers", shown(active.get()));
          data.put("droppedAlertmanagers", shown(dropped.get()));
          return ApiAnswer.ofTree(data);
        });
  }

  private static List<Map<String, String>> shown(List<URI> urls) {
    return urls.stream().map(url -> Map.of("url", url.toString())).toList();
  }
}
