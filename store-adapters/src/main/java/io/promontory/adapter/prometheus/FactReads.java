package io.promontory.adapter.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.promontory.adapter.api.EscapedName;
import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.JsonFields;
import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server what it is, by {@code /api/v1/status}: which external labels of its own it adds to
 * what it sends, and whether it may evaluate for us. It may if it is a Prometheus from version 3.5
 * on, nothing that is switched on changes what expressions mean, its external labels are known, and
 * none of its series has a label of its own where our configuration adds one: that one would be
 * covered here, but not there.
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

  private static final JsonNode NOTHING = MissingNode.getInstance();

  private static final YAMLMapper YAML = new YAMLMapper();

  private final HttpApi api;
  private final Labels external;
  private final Pushdown pushdown;

  /**
   * @param external labels that our configuration adds
   */
  FactReads(HttpApi api, Labels external, Pushdown pushdown) {
    this.api = api.withUnknownAsUnsupported();
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
    JsonNode build = onItsWord ? NOTHING : tree("/api/v1/status/buildinfo", context);
    JsonNode flags = isByGo(build) ? tree("/api/v1/status/flags", context) : NOTHING;
    boolean isPrometheus = flags.has("storage.tsdb.path");
    if (!isPrometheus && !onItsWord) {
      return ServerFacts.NONE;
    }
    Labels own = ownLabels(context);
    if (own == null) {
      return onItsWord ? facts("any PromQL", Labels.EMPTY, context) : ServerFacts.NONE;
    }
    return facts(onItsWord ? "any PromQL" : evaluator(build, flags, context), own, context);
  }

  private ServerFacts facts(String evaluator, Labels own, QueryContext context) {
    LabelsBuilder added = new LabelsBuilder();
    Set<String> mixed = new HashSet<>();
    for (int i = 0; i < own.size(); i++) {
      if (isOnSeries(own.name(i), context)) {
        mixed.add(own.name(i));
      } else {
        added.set(own.name(i), own.value(i));
      }
    }
    boolean mayEvaluate =
        !evaluator.isEmpty()
            && external.toMap().keySet().stream().noneMatch(name -> isOnSeries(name, context));
    return new ServerFacts(mayEvaluate ? evaluator : "", added.build(), mixed);
  }

  /** Those that say "application" are something else that speaks Prometheus' API. */
  private static boolean isByGo(JsonNode build) {
    return !build.has("application") && build.path("goVersion").asText().startsWith("go");
  }

  /** Empty where it may not evaluate. */
  private String evaluator(JsonNode build, JsonNode flags, QueryContext context) {
    String version = build.path("version").asText();
    boolean isNew = version.isEmpty() ? isByFeatures(context) : isNewEnough(version);
    boolean isPlain =
        List.of(flags.path("enable-feature").asText().split(",", -1)).stream()
            .allMatch(feature -> HARMLESS.contains(feature.strip()));
    return isNew && isPlain ? "Prometheus " + (version.isEmpty() ? "3" : version) : "";
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

  private boolean isOnSeries(String name, QueryContext context) {
    String path = "/api/v1/label/" + EscapedName.of(name) + "/values";
    FormParams one = new FormParams().add("limit", "1");
    return !api.get(path, one, context, HttpApi::strings).data().isEmpty();
  }

  /** Its external labels, those left out that ours cover; null where they are not told. */
  private @Nullable Labels ownLabels(QueryContext context) {
    JsonNode config = tree("/api/v1/status/config", context);
    if (!config.path("yaml").isTextual()) {
      return null;
    }
    try {
      LabelsBuilder own = new LabelsBuilder();
      YAML.readTree(config.get("yaml").textValue())
          .path("global")
          .path("external_labels")
          .properties()
          .forEach(label -> own.set(label.getKey(), label.getValue().asText()));
      external.toMap().keySet().forEach(own::remove);
      return own.build();
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** What a server does not tell, or not in this shape, is nothing. */
  private JsonNode tree(String path, QueryContext context) {
    try {
      return api.get(path, new FormParams(), context, JsonFields::tree).data();
    } catch (StoreException e) {
      if (e.kind() == Kind.UNSUPPORTED || e.kind() == Kind.CORRUPT) {
        return NOTHING;
      }
      throw e;
    }
  }
}
