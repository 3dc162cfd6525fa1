package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.series.text.TextFormatException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code /rules}, {@code /alerts} and {@code /alertmanagers} of a process that evaluates no rules:
 * requests are checked, answers are empty.
 */
@Path("/api/v1")
public final class RulesResource {
  private final Expressions expressions;

  RulesResource(Expressions expressions) {
    this.expressions = expressions;
  }

  @GET
  @Path("rules")
  public Response rules(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, this::rules);
  }

  @GET
  @Path("alerts")
  public Response alerts(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> ApiAnswer.ofTree(Map.of("alerts", List.of())));
  }

  @GET
  @Path("alertmanagers")
  public Response alertmanagers(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request,
        params ->
            ApiAnswer.of(
                out -> out.raw("{\"activeAlertmanagers\":[],\"droppedAlertmanagers\":[]}")));
  }

  private ApiAnswer rules(RequestParams params) {
    String error = params.error();
    if (error != null) {
      throw ApiException.badData("error parsing form values: " + error);
    }
    expressions.selectors(params.all("match[]"));
    String type = params.firstInUrl("type").toLowerCase(Locale.ROOT);
    if (!List.of("", "alert", "record").contains(type)) {
      throw ApiException.invalidParameter("type", "not supported value \"" + type + "\"");
    }
    checkExcludeAlerts(params.firstInUrl("exclude_alerts").toLowerCase(Locale.ROOT));
    checkPage(params.firstInUrl("group_limit"), params.firstInUrl("group_next_token"));
    return ApiAnswer.ofTree(Map.of("groups", List.of()));
  }

  private static void checkExcludeAlerts(String text) {
    try {
      if (!text.isEmpty()) {
        ApiParams.bool(text);
      }
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter(
          "exclude_alerts", "error converting exclude_alerts: " + e.getMessage());
    }
  }

  private static void checkPage(String limit, String token) {
    if (limit.isEmpty()) {
      if (!token.isEmpty()) {
        throw ApiException.invalidParameter(
            "group_next_token",
            "group_limit needs to be present in order to paginate over the groups");
      }
      return;
    }
    long groups;
    try {
      groups = ApiParams.integer("ParseInt", limit);
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter(
          "group_limit", "group_limit needs to be a valid number: " + e.getMessage());
    }
    if (groups <= 0) {
      throw ApiException.invalidParameter("group_limit", "group_limit needs to be greater than 0");
    }
    if (!token.isEmpty()) {
      throw ApiException.invalidParameter(
          "group_next_token",
          "invalid group_next_token '" + token + "'. were rule groups changed?");
    }
  }
}
