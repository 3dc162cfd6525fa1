package io.promontory.frontend.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.plan.Optimisation;
import io.promontory.rules.yaml.Suggestion;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What types alone do not say about a good file. */
final class ConfigChecks {
  /** The features of Prometheus that mean something here, or whose absence changes nothing. */
  private static final Set<String> FEATURES =
      Set.of(
          "promql-experimental-functions",
          "promql-extended-range-selectors",
          "promql-binop-fill-modifiers",
          "promql-delayed-name-removal",
          "promql-per-step-stats",
          "promql-duration-expr",
          "type-and-unit-labels",
          "use-start-timestamps",
          "search-api",
          "concurrent-rule-eval",
          "native-histograms");

  /** Queries at once; each has a slot of a file that is mapped into memory. */
  private static final int MOST_QUERIES = 100_000;

  private ConfigChecks() {}

  static void check(ConfigFile file, ConfigTree tree, Problems problems) {
    FrontendConfig config = file.config();
    if (!tree.json().has("stores")) {
      problems.add("key \"stores\" is missing; write \"stores: []\" for none");
    }
    global(config.global(), problems);
    query(config.query(), problems);
    web(config.web(), problems);
    GrpcConfig grpc = config.grpc();
    if (grpc != null) {
      Addresses.checkHostPort(
          grpc.listenAddress(), true, List.of("grpc", "listen_address"), problems);
      if (grpc.tlsConfig() != null) {
        WebFileChecks.tls(grpc.tlsConfig(), file::resolve, List.of("grpc", "tls_config"), problems);
      }
    }
    positive(config.storage().retention(), List.of("storage", "retention"), problems);
    StoreChecks.atLeast(
        0, config.storage().retentionSize(), List.of("storage", "retention_size"), problems);
    if (config.storage().maxSeries() < 1) {
      problems.at(List.of("storage", "max_series"), "must be 1 or more");
    }
    String archive = config.storage().archive();
    if (archive != null && config.archive() == null) {
      problems.at(
          List.of("storage", "archive"),
          "is \"" + archive + "\", which is no store of type blocks; name one of \"stores\"");
    }
    List<String> flags = config.featureFlags();
    for (int i = 0; i < flags.size(); i++) {
      if (!FEATURES.contains(flags.get(i))) {
        problems.at(
            List.of("feature_flags", i),
            "is \""
                + flags.get(i)
                + "\", which is no feature of this version"
                + Suggestion.sentence(flags.get(i), FEATURES));
      }
    }
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < config.stores().size(); i++) {
      StoreChecks.check(config.stores().get(i), i, names, problems);
    }
    RemoteWriteChecks.check(config.remoteWrite(), problems);
    AlertingChecks.check(config.alerting(), problems);
    rules(config, problems);
  }

  private static void rules(FrontendConfig config, Problems problems) {
    RuleQueryConfig query = config.ruleQuery();
    if (query != null) {
      Addresses.checkUrl(query.url(), List.of("rule_query", "url"), problems);
      HttpClientChecks.check(query, List.of("rule_query"), problems);
    }
    RuleLeaseConfig lease = config.ruleLease();
    if (lease != null) {
      BucketChecks.check(lease.bucket(), List.of("rule_lease", "bucket"), problems);
      positive(lease.duration(), List.of("rule_lease", "duration"), problems);
      if (lease.object().isBlank() || lease.object().endsWith("/")) {
        problems.at(List.of("rule_lease", "object"), "must be the key of an object");
      }
    }
  }

  private static void global(GlobalConfig global, Problems problems) {
    positive(global.evaluationInterval(), List.of("global", "evaluation_interval"), problems);
    StoreChecks.labels(global.externalLabels(), List.of("global", "external_labels"), problems);
  }

  private static void query(QueryConfig query, Problems problems) {
    positive(query.timeout(), List.of("query", "timeout"), problems);
    positive(query.lookbackDelta(), List.of("query", "lookback_delta"), problems);
    atLeast(1, query.maxConcurrency(), "max_concurrency", problems);
    atLeast(0, query.maxQueued(), "max_queued", problems);
    atLeast(1, query.maxSamples(), "max_samples", problems);
    atLeast(0, query.maxMemoryBytes(), "max_memory_bytes", problems);
    atLeast(0, query.maxSeries(), "max_series", problems);
    atLeast(0, query.maxReadBytes(), "max_read_bytes", problems);
    atLeast(0, query.maxResultSeries(), "max_result_series", problems);
    atLeast(0, query.maxResultBytes(), "max_result_bytes", problems);
    atLeast(1, query.maxPointsPerSeries(), "max_points_per_series", problems);
    atLeast(1, query.maxExpressionBytes(), "max_expression_bytes", problems);
    atMost(MOST_QUERIES, query.maxConcurrency(), "max_concurrency", problems);
    atMost(PromQlParser.MAX_BYTES, query.maxExpressionBytes(), "max_expression_bytes", problems);
    List<String> disabled = query.disabledOptimisations();
    for (int i = 0; i < disabled.size(); i++) {
      if (Optimisation.of(disabled.get(i)).isEmpty()) {
        problems.at(
            List.of("query", "disabled_optimisations", i),
            "is \""
                + disabled.get(i)
                + "\", which is no optimisation"
                + Suggestion.sentence(disabled.get(i), Optimisation.names()));
      }
    }
  }

  private static void atLeast(long least, long value, String key, Problems problems) {
    if (value < least) {
      problems.at(List.of("query", key), "must be " + least + " or more");
    }
  }

  private static void atMost(long most, long value, String key, Problems problems) {
    if (value > most) {
      problems.at(List.of("query", key), "must be " + most + " or less");
    }
  }

  private static void web(WebConfig web, Problems problems) {
    String externalUrl = web.externalUrl();
    if (externalUrl != null) {
      Addresses.checkUrl(externalUrl, List.of("web", "external_url"), problems);
    }
    try {
      Pattern.compile(web.corsOrigin());
    } catch (PatternSyntaxException e) {
      problems.at(List.of("web", "cors_origin"), "is no regular expression: " + e.getDescription());
    }
  }

  static void positive(Duration duration, List<?> path, Problems problems) {
    if (duration.isZero()) {
      problems.at(path, "must be longer than 0");
    }
  }
}
