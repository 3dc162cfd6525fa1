package io.promontory.frontend.api;

import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.json.JsonTree;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.promql.function.FunctionSignatures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code /features}: what this server can do, by Prometheus' categories and names. */
@Path("/api/v1/features")
public final class FeaturesResource {
  private static final List<String> KEYWORDS =
      List.of(
          "bool",
          "by",
          "group_left",
          "group_right",
          "ignoring",
          "offset",
          "on",
          "without",
          "at_modifier",
          "duration_expr",
          "negative_offset",
          "per_query_lookback_delta",
          "subqueries");

  private static final List<String> MATCH_OPERATORS = List.of("=~", "!~", "@");

  private final QueryService service;

  FeaturesResource(QueryService service) {
    this.service = service;
  }

  @GET
  public Response get(@Context HttpServletRequest request) {
    return ApiEndpoint.answer(
        request, params -> ApiAnswer.of(JsonTree.unescaped(features(service.config()))));
  }

  static Map<String, SortedMap<String, Boolean>> features(FrontendConfig config) {
    FeatureFlags flags = FeatureFlags.of(config.featureFlags());
    SortedMap<String, SortedMap<String, Boolean>> features = new TreeMap<>();
    features.put("api", api(config));
    features.put("promql", language(flags));
    features.put("promql_functions", functions(flags));
    features.put("promql_operators", operators(flags));
    return features;
  }

  private static SortedMap<String, Boolean> api(FrontendConfig config) {
    SortedMap<String, Boolean> api = new TreeMap<>();
    api.put("admin", false);
    api.put("exclude_alerts", true);
    api.put("label_values_match", true);
    api.put("lifecycle", config.web().enableLifecycle());
    api.put("openapi_3.1", false);
    api.put("openapi_3.2", false);
    api.put("otlp_write_receiver", false);
    api.put("query_stats", true);
    api.put("query_warnings", true);
    api.put("remote_write_receiver", false);
    api.put("search", config.featureFlags().contains(SearchResource.FLAG));
    for (SearchScorer.Algorithm algorithm : SearchScorer.Algorithm.values()) {
      api.put("search_fuzz_alg_" + algorithm.text(), true);
    }
    api.put("time_range_labels", true);
    api.put("time_range_series", true);
    return api;
  }

  private static SortedMap<String, Boolean> language(FeatureFlags flags) {
    SortedMap<String, Boolean> language = new TreeMap<>();
    KEYWORDS.forEach(keyword -> language.put(keyword, true));
    language.put("anchored", flags.extendedRangeSelectors());
    language.put("smoothed", flags.extendedRangeSelectors());
    language.put("fill", flags.binopFillModifiers());
    language.put("fill_left", flags.binopFillModifiers());
    language.put("fill_right", flags.binopFillModifiers());
    language.put("delayed_name_removal", flags.delayedNameRemoval());
    language.put("per_step_stats", false);
    language.put("type_and_unit_labels", flags.typeAndUnitLabels());
    return language;
  }

  private static SortedMap<String, Boolean> functions(FeatureFlags flags) {
    SortedMap<String, Boolean> functions = new TreeMap<>();
    for (FunctionSignature function : FunctionSignatures.all()) {
      functions.put(function.name(), !function.experimental() || flags.experimentalFunctions());
    }
    return functions;
  }

  private static SortedMap<String, Boolean> operators(FeatureFlags flags) {
    SortedMap<String, Boolean> operators = new TreeMap<>();
    MATCH_OPERATORS.forEach(operator -> operators.put(operator, true));
    for (BinaryOp operator : BinaryOp.values()) {
      operators.put(operator.text(), true);
    }
    for (AggregationOp aggregation : AggregationOp.values()) {
      operators.put(
          aggregation.text(), !aggregation.isExperimental() || flags.experimentalFunctions());
    }
    return operators;
  }
}
