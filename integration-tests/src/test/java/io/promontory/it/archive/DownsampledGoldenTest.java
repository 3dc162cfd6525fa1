package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.adapter.blocks.catalogue.Catalogue;
import io.promontory.adapter.blocks.catalogue.CatalogueConfig;
import io.promontory.adapter.blocks.catalogue.CatalogueListener;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.grpc.GrpcRoundTrip;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.it.differential.Answers;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.EngineAnswers;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import io.promontory.series.text.GoDurations;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Thanos answered over raw and downsampled blocks side by side, and where the answers here are
 * others for a reason.
 */
class DownsampledGoldenTest {
  private static final long MS = 1_000_000;

  @TempDir private Path local;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersAreThoseOfThanosWhereItIsRight(boolean overGrpc) throws IOException {
    if (!Reference.present()) {
      return;
    }
    TreeMap<String, String> differences = new TreeMap<>();
    int asked = 0;
    try (Store store = open(overGrpc);
        Engine engine = new Engine(options())) {
      for (JsonNode line : JsonLines.reference("golden", "queries", "thanos.jsonl")) {
        if (isOurs(line)) {
          asked++;
          String difference = difference(line, withReplica(line), answer(engine, store, line));
          if (difference != null) {
            differences.put(line.get("id").asText(), line.get("params") + "\n" + difference);
          }
        }
      }
    }
    System.out.printf("golden thanos: %d answers, %d differ%n", asked, differences.size());
    assertThat(differences.keySet())
        .as(() -> differences.toString().replace(", thanos-", "\nthanos-"))
        .isEqualTo(DownsampledDeviations.ALL);
  }

  @Test
  void countsAndResetsAreThoseOfRawData() throws IOException {
    if (!Reference.present()) {
      return;
    }
    try (Store store = open(false);
        Engine engine = new Engine(options())) {
      for (JsonNode line : JsonLines.reference("golden", "queries", "thanos.jsonl")) {
        if (DownsampledDeviations.AS_RAW.contains(line.get("id").asText())) {
          JsonNode raw = line.deepCopy();
          ((ObjectNode) raw.get("params")).put("max_source_resolution", "0s");
          assertThat(
                  difference(line, answer(engine, store, raw).json(), answer(engine, store, line)))
              .as(line.get("id").asText())
              .isNull();
        }
      }
    }
  }

  @Test
  void infosNameResolutionAndRange() {
    if (!Reference.present()) {
      return;
    }
    try (Store store = open(false);
        Engine engine = new Engine(options())) {
      Query query =
          new Query("up{cluster=\"eu1\"}", 1768392000000L, 1768456800000L, 3_600_000, 0, 300_000);
      assertThat(engine.run(store, query, QueryContext.unbounded()).completeness().infos())
          .containsExactly(
              "store \"archive\": 2026-01-14T11:50:00Z to 2026-01-15T00:00:00Z"
                  + " read at 5m resolution");
      Query raw = new Query(query.text(), query.startMs(), query.endMs(), query.stepMs(), 0);
      assertThat(engine.run(store, raw, QueryContext.unbounded()).completeness().infos()).isEmpty();
    }
  }

  /** A block marked for deletion and one without meta.json are not read, a kept one is. */
  @Test
  void marksAndPartialUploadsAreHeeded() {
    if (!Reference.present()) {
      return;
    }
    Path root = Reference.path("golden", "blocks", "thanos");
    InstantSource dayAfterMark = InstantSource.fixed(Instant.ofEpochSecond(1795181717L + 86_400));
    try (Catalogue catalogue =
        Catalogue.start(
            CatalogueConfig.of("archive"),
            new FilesystemBucket(root),
            local.resolve("kept"),
            dayAfterMark,
            CatalogueListener.NONE)) {
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> catalogue.view().complete());
      List<String> ulids =
          catalogue.view().blocks().stream().map(block -> block.ulid().toString()).toList();
      assertThat(ulids)
          .hasSize(16)
          .contains("01M7WJMN75W3F1S075X5JKWVVG")
          .doesNotContain("01M7WJMG37A6JAZD97YTTNZ3FG", "01M7WJMHMRWXJSBNPMCDW1JM60");
    }
  }

  private static @Nullable String difference(JsonNode line, JsonNode expected, Answer actual) {
    boolean ordered = line.path("ordered").asBoolean(false);
    return Answers.difference(new Answer(200, expected.toString()), actual, ordered);
  }

  /** Queries that answer; replicas that must be merged are left out, as are labels and series. */
  private static boolean isOurs(JsonNode line) {
    return line.get("path").asText().contains("/query")
        && line.get("status").asInt() == 200
        && !line.at("/params/query").asText().contains("us2")
        && !DownsampledDeviations.MERGED_REPLICAS.contains(line.get("id").asText());
  }

  private Store open(boolean overGrpc) {
    Path root = Reference.path("golden", "blocks", "thanos");
    Store store =
        ListedBlocks.of(new FilesystemBucket(root)).open("archive", local, FetchLimits.LOCAL);
    return overGrpc ? new GrpcRoundTrip("archive", store) : store;
  }

  private static EngineOptions options() {
    EngineOptions defaults = EngineOptions.defaults();
    return new EngineOptions(
        defaults.lookbackDelta(),
        defaults.defaultSubqueryStep(),
        FeatureFlags.of(List.of("promql-experimental-functions")),
        2);
  }

  private static Query query(JsonNode line) {
    JsonNode params = line.get("params");
    String text = params.get("query").asText();
    boolean range = line.get("path").asText().endsWith("query_range");
    long start = seconds(params.get(range ? "start" : "time"));
    long end = range ? seconds(params.get("end")) : start;
    long step = range ? GoDurations.parseApi(params.get("step").asText()) / MS : 0;
    String resolution = params.path("max_source_resolution").asText("0s");
    long ms = resolution.equals("auto") ? step / 5 : GoDurations.parseApi(resolution) / MS;
    return new Query(text, start, end, step, 0, ms);
  }

  private static long seconds(JsonNode time) {
    return Math.round(time.asDouble() * 1000);
  }

  /** Merging took the replica off the recorded series; here there is only one, and it stays. */
  private static JsonNode withReplica(JsonNode line) {
    JsonNode response = line.get("response").deepCopy();
    for (JsonNode series : response.at("/data/result")) {
      if (series.path("metric").has("cluster") && !series.path("metric").has("replica")) {
        ((ObjectNode) series.get("metric")).put("replica", "a");
      }
    }
    return response;
  }

  private static Answer answer(Engine engine, Store store, JsonNode line) throws IOException {
    return EngineAnswers.of(engine.run(store, query(line), QueryContext.unbounded()));
  }
}
