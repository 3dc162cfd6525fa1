package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.json.RulesJson;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Listed;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.text.GoStrings;
import io.promontory.series.text.TextFormatException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code /rules} and {@code /alerts}: those that the stores and this process evaluate, merged. */
@Path("/api/v1")
public final class RulesResource {
  private final QueryService service;
  private final Expressions expressions;

  RulesResource(QueryService service, Expressions expressions) {
    this.service = service;
    this.expressions = expressions;
  }

  @GET
  @Path("rules")
  public Response rules(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> rules(request, params));
  }

  @GET
  @Path("alerts")
  public Response alerts(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(request, params -> alerts(request, params));
  }

  private ApiAnswer alerts(HttpServletRequest request, RequestParams params) {
    RulesRequest alerting =
        new RulesRequest(RulesRequest.Kind.ALERTING, List.of(), Set.of(), Set.of(), Set.of());
    Listed<RuleGroup> found = find(request, params, alerting);
    List<Object> alerts = new ArrayList<>();
    for (RuleGroup group : found.values()) {
      for (Rule rule : group.rules()) {
        if (rule instanceof Rule.Alerting one) {
          one.alerts().forEach(alert -> alerts.add(RulesJson.alert(alert)));
        }
      }
    }
    return ApiAnswer.ofStores(Map.of("alerts", alerts), found.completeness(), false);
  }

  private Listed<RuleGroup> find(
      HttpServletRequest request, RequestParams params, RulesRequest wanted) {
    try (StoreCalls stores = StoreCalls.open(service, request, params)) {
      return stores.rules(wanted);
    }
  }

  private ApiAnswer rules(HttpServletRequest request, RequestParams params) {
    String error = params.error();
    if (error != null) {
      throw ApiException.badData("error parsing form values: " + error);
    }
    List<List<Matcher>> selectors = expressions.selectors(params.all("match[]"));
    RulesRequest.Kind kind = kind(params.firstInUrl("type").toLowerCase(Locale.ROOT));
    boolean excludeAlerts = isSet(params, "exclude_alerts");
    boolean stores = isSet(params, "stores");
    RulePage page =
        RulePage.of(params.firstInUrl("group_limit"), params.firstInUrl("group_next_token"));
    RulesRequest wanted =
        new RulesRequest(
            kind,
            selectors,
            Set.copyOf(params.all("rule_name[]")),
            Set.copyOf(params.all("rule_group[]")),
            Set.copyOf(params.all("file[]")));
    RulesRequest asked = page.token().isEmpty() ? wanted : RulesRequest.ALL;
    Listed<RuleGroup> found = find(request, params, asked);
    RulePage.Cut cut = page.cut(found.values(), wanted);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "groups",
        cut.groups().stream()
            .map(group -> RulesJson.group(group, !excludeAlerts, stores))
            .toList());
    if (!cut.nextToken().isEmpty()) {
      tree.put("groupNextToken", cut.nextToken());
    }
    return ApiAnswer.ofStores(tree, found.completeness(), false);
  }

  private static RulesRequest.Kind kind(String type) {
    return switch (type) {
      case "" -> RulesRequest.Kind.ALL;
      case "alert" -> RulesRequest.Kind.ALERTING;
      case "record" -> RulesRequest.Kind.RECORDING;
      default ->
          throw ApiException.invalidParameter(
              "type", "not supported value " + GoStrings.quote(type));
    };
  }

  private static boolean isSet(RequestParams params, String name) {
    String text = params.firstInUrl(name).toLowerCase(Locale.ROOT);
    try {
      return !text.isEmpty() && ApiParams.bool(text);
    } catch (TextFormatException e) {
      throw ApiException.invalidParameter(name, "error converting " + name + ": " + e.getMessage());
    }
  }
}
