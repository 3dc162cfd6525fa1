package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.adapter.blocks.BlockStore;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.frontend.json.Envelope;
import io.promontory.frontend.json.JsonOutput;
import io.promontory.frontend.json.QueryData;
import io.promontory.it.differential.Answers;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import io.promontory.series.text.GoDurations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Thanos answered over raw and downsampled blocks side by side, and where the answers here are
 * others for a reason.
 */
class DownsampledGoldenTest {
  private static final long MS = 1_000_000;

  @TempDir private Path local;

  @Test
  void answersAreThoseOfThanosWhereItIsRight() throws IOException {
    if (!Reference.present()) {
      return;
    }
    TreeMap<String, String> differences = new TreeMap<>();
    int asked = 0;
    try (BlockStore store = open();
        Engine engine = new Engine(options())) {
      for (JsonNode line : JsonLines.reference("golden", "queries", "thanos.jsonl")) {
        if (isOurs(line)) {
          asked++;
          Answer expected = new Answer(200, withReplica(line).toString());
          Answer actual = new Answer(200, answer(engine.run(store, query(line), unbounded())));
          String difference =
              Answers.difference(expected, actual, line.path("ordered").asBoolean(false));
          if (difference != null) {
            differences.put(line.get("id").asText(), line.get("params") + "\n" + difference);
          }
        }
      }
    }
    System.out.printf("golden thanos: %d answers, %d differ%n", asked, differences.size());
    Set<String> unexpected = new TreeSet<>(differences.keySet());
    unexpected.removeAll(DownsampledDeviations.ALL);
    assertThat(unexpected)
        .as(() -> differences.toString().replace(", thanos-", "\nthanos-"))
        .isEmpty();
    assertThat(differences.keySet()).isEqualTo(DownsampledDeviations.ALL);
  }

  /** Queries that answer; replicas that must be merged are left out, as are labels and series. */
  private static boolean isOurs(JsonNode line) {
    return line.get("path").asText().contains("/query")
        && line.get("status").asInt() == 200
        && !line.at("/params/query").asText().contains("us2")
        && !DownsampledDeviations.MERGED_REPLICAS.contains(line.get("id").asText());
  }

  private BlockStore open() {
    Path root = Reference.path("golden", "blocks", "thanos");
    return ListedBlocks.of(new FilesystemBucket(root)).open("archive", local, FetchLimits.LOCAL);
  }

  private static EngineOptions options() {
    EngineOptions defaults = EngineOptions.defaults();
    return new EngineOptions(
        defaults.lookbackDelta(),
        defaults.defaultSubqueryStep(),
        FeatureFlags.of(List.of("promql-experimental-functions")),
        2);
  }

  private static QueryContext unbounded() {
    return QueryContext.unbounded();
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

  private static String answer(QueryResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(bytes);
    QueryData data = new QueryData(result.value(), null);
    Envelope.success(data, result.warnings(), result.infos()).writeTo(out);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
