package io.promontory.adapter.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks a server what it is, by {@code /api/v1/status}. It may evaluate for us if it is a Prometheus
 * from version 3.5 on, nothing that is switched on changes what expressions mean, its external
 * labels are known, and none of its series has a label of its own where our configuration adds one:
 * that one would be covered here, but not there.
 */
final class FactReads {
  /**
   * Since then all that we ask for means the same; before 3.0 windows were closed on both sides.
   */
  private static final int LEAST_MAJOR = 3;

  private static final int LEAST_MINOR = 5;

  /** Features that leave the meaning of expressions as it is. */
  private static final Set<String> HARMLESS =
      Set.of(
          "",
          "auto-gomaxprocs",
          "auto-gomemlimit",
          "auto-reload-config",
          "concurrent-rule-eval",
          "created-timestamp-zero-ingestion",
          "delayed-compaction",
          "exemplar-storage",
          "expand-external-labels",
          "extra-scrape-metrics",
          "fast-startup",
          "memory-snapshot-on-shutdown",
          "metadata-wal-records",
          "native-histograms",
          "old-ui",
          "ooo-native-histograms",
          "otlp-deltatocumulative",
          "otlp-native-delta-ingestion",
          "promql-binop-fill-modifiers",
          "promql-duration-expr",
          "promql-experimental-functions",
          "promql-extended-range-selectors",
          "promql-per-step-stats",
          "search-api",
          "use-uncached-io");

  private static final YAMLMapper YAML = new YAMLMapper();

  private final HttpApi api;
  private final Labels external;
  private final Pushdown pushdown;

  /**
   * @param api calls what a server declines UNSUPPORTED
   * @param external labels that our configuration adds
   */
  FactReads(HttpApi api, Labels external, Pushdown pushdown) {
    this.api = api;
    this.external = external;
    this.pushdown = pushdown;
  }

  /**
   * Asks.
   *
   * @throws StoreException if the server cannot be asked now
   */
  ServerFacts read(QueryContext context) {
    boolean onItsWord = pushdown == Pushdown.ALWAYS;
    try {
      String evaluator = onItsWord ? "any PromQL" : evaluator(context);
      if (evaluator.isEmpty() || hasOwn(context)) {
        return ServerFacts.NONE;
      }
      return new ServerFacts(evaluator, onItsWord ? labelsIfTold(context) : labels(context));
    } catch (StoreException e) {
      if (e.kind() == Kind.UNSUPPORTED || e.kind() == Kind.CORRUPT) {
        return ServerFacts.NONE;
      }
      throw e;
    }
  }

  private String evaluator(QueryContext context) {
    JsonNode build = tree("/api/v1/status/buildinfo", context);
    String version = build.path("version").asText();
    boolean mayBePrometheus =
        !build.has("application") && build.path("goVersion").asText().startsWith("go");
    boolean isNew =
        mayBePrometheus && (version.isEmpty() ? isByFeatures(context) : isNewEnough(version));
    if (!isNew) {
      return "";
    }
    JsonNode flags = tree("/api/v1/status/flags", context);
    String features = flags.path("enable-feature").asText();
    boolean isPlain =
        flags.has("storage.tsdb.path")
            && List.of(features.split(",", -1)).stream()
                .allMatch(feature -> HARMLESS.contains(feature.strip()));
    return isPlain ? "Prometheus " + (version.isEmpty() ? "3" : version) : "";
  }

  /** A build that was not told its version; servers list their features since 3.9. */
  private boolean isByFeatures(QueryContext context) {
    return tree("/api/v1/features", context).path("prometheus").path("server_mode").asBoolean();
  }

  private static boolean isNewEnough(String version) {
    String[] parts = version.split("\\.", 3);
    try {
      int major = Integer.parseInt(parts[0]);
      return major > LEAST_MAJOR
          || (major == LEAST_MAJOR
              && parts.length == 3
              && Integer.parseInt(parts[1]) >= LEAST_MINOR);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether a series has a label of its own where we would add one. */
  private boolean hasOwn(QueryContext context) {
    for (int i = 0; i < external.size(); i++) {
      String path = "/api/v1/label/" + EscapedName.of(external.name(i)) + "/values";
      FormParams one = new FormParams().add("limit", "1");
      if (!api.get(path, one, context, HttpApi::strings).data().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** A server that does not tell its configuration is taken to have no labels to add. */
  private Set<String> labelsIfTold(QueryContext context) {
    try {
      return labels(context);
    } catch (StoreException e) {
      if (e.kind() == Kind.UNSUPPORTED) {
        return Set.of();
      }
      throw e;
    }
  }

  private Set<String> labels(QueryContext context) {
    String yaml = tree("/api/v1/status/config", context).path("yaml").asText();
    try {
      Set<String> names = new HashSet<>();
      YAML.readTree(yaml)
          .path("global")
          .path("external_labels")
          .fieldNames()
          .forEachRemaining(names::add);
      external.toMap().keySet().forEach(names::remove);
      return names;
    } catch (JsonProcessingException e) {
      throw api.corrupt("its configuration is no YAML: " + e.getOriginalMessage(), e);
    }
  }

  private JsonNode tree(String path, QueryContext context) {
    return api.get(path, new FormParams(), context, JsonFields::tree).data();
  }
}
