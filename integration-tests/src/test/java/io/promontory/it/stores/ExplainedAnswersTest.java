package io.promontory.it.stores;

import static io.promontory.it.stores.PairAndArchive.ARCHIVED;
import static io.promontory.it.stores.PairAndArchive.END;
import static io.promontory.it.stores.PairAndArchive.HOLE;
import static io.promontory.it.stores.PairAndArchive.HOLE_END;
import static io.promontory.it.stores.PairAndArchive.SCRAPES;
import static io.promontory.it.stores.PairAndArchive.START;
import static io.promontory.it.stores.PairAndArchive.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.it.fixture.ApiClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive of the first twenty scrapes, a pair that goes on from there and of which one has a
 * hole of ten scrapes, and a store that is dead: what answers tell of who gave what.
 */
@Timeout(300)
class ExplainedAnswersTest {
  @TempDir private static Path folder;

  private static PairAndArchive site;

  @BeforeAll
  static void start() {
    site = new PairAndArchive(folder, "");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static JsonNode range(String query, String explain) {
    Map<String, String> params = new HashMap<>();
    params.put("query", query);
    params.put("start", String.valueOf(START));
    params.put("end", String.valueOf(END));
    params.put("step", String.valueOf(STEP));
    if (!explain.isEmpty()) {
      params.put("explain", explain);
    }
    ApiClient.Answer answer = site.promontory.client().get("/api/v1/query_range", params);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode source(JsonNode answer, String id) {
    for (JsonNode store : answer.at("/data/provenance/stores")) {
      if (store.get("id").asText().equals(id)) {
        return store;
      }
    }
    throw new AssertionError("no source " + id + " in " + answer.at("/data/provenance"));
  }

  private static List<String> ways(JsonNode source) {
    List<String> ways = new ArrayList<>();
    source.get("segments").forEach(segment -> ways.add(segment.get(2).asText()));
    return ways;
  }

  @Test
  void whatIsAskedForChangesNothingOfTheResult() {
    JsonNode plain = range("up", "");
    JsonNode told = range("up", "analyze");
    assertThat(plain.at("/data").has("explain")).isFalse();
    assertThat(plain.at("/data").has("provenance")).isFalse();
    assertThat(plain.at("/data/result/0/values")).hasSize(SCRAPES);
    assertThat(told.at("/data/result")).isEqualTo(plain.at("/data/result"));
    assertThat(told.get("warnings")).isEqualTo(plain.get("warnings"));
  }

  @Test
  void theHoleOfOneIsFilledByTheOther() {
    JsonNode answer = range("up{region=\"eu\"}", "analyze");
    assertThat(answer.at("/data/provenance/complete").asBoolean()).isTrue();
    JsonNode holed = source(answer, "eu/" + site.holed.uri());
    assertThat(ways(holed)).containsExactly("used", "used");
    assertThat(holed.at("/segments/0/1").asDouble()).isBetween(HOLE - 2.0 * STEP, HOLE + 1.0);
    assertThat(holed.at("/segments/1/0").asDouble())
        .isBetween(HOLE_END - 1.0, HOLE_END + 1.0 * STEP);
    assertThat(holed.get("state").asText()).isEqualTo("whole");
    assertThat(holed.get("store").asText()).isEqualTo("eu");
    assertThat(holed.get("requests").asLong()).isPositive();
    assertThat(holed.get("samples").asLong()).isEqualTo(SCRAPES - ARCHIVED - 10);
    JsonNode filler = source(answer, "eu/" + site.whole.uri());
    assertThat(ways(filler)).containsExactly("filled");
    assertThat(filler.at("/segments/0/3").asText()).isEqualTo("eu/" + site.holed.uri());
    assertThat(filler.at("/segments/0/0").asDouble())
        .isBetween(HOLE - 1.0 * STEP, HOLE + 1.0 * STEP);
    assertThat(source(answer, "us").get("state").asText()).isEqualTo("not_asked");
  }

  @Test
  void theArchiveEndsWhereThePairBegins() {
    JsonNode answer = range("up{region=\"eu\"}", "analyze");
    JsonNode archive = source(answer, "archive");
    assertThat(archive.get("kind").asText()).isEqualTo("blocks");
    assertThat(archive.get("blocks").asLong()).isPositive();
    assertThat(ways(archive)).containsExactly("used");
    JsonNode boundary = answer.at("/data/provenance/boundary");
    double change = START + ARCHIVED * STEP;
    assertThat(boundary.get("archiveTo").asDouble()).isBetween(change - STEP - 1, change);
    assertThat(boundary.get("liveFrom").asDouble()).isBetween(change - 1, change + 1);
  }

  @Test
  void aDeadStoreIsHollowOverAllThatItWasAskedFor() {
    JsonNode answer = range("up", "analyze");
    assertThat(answer.at("/data/provenance/complete").asBoolean()).isFalse();
    JsonNode dead = source(answer, "us");
    assertThat(dead.get("state").asText()).isEqualTo("failed");
    assertThat(dead.get("reason").asText()).contains("refused");
    assertThat(ways(dead)).containsExactly("failed");
    assertThat(dead.at("/segments/0/1").asDouble()).isEqualTo(END);
    assertThat(dead.get("answered").isNull()).isTrue();
    assertThat(source(answer, "archive").get("state").asText()).isEqualTo("whole");
  }

  @Test
  void thePlanWithWhatEachNodeCameTo() {
    JsonNode explain =
        range("sum by (job) (rate(up{region=\"eu\"}[1m])) * 2", "analyze").at("/data/explain");
    assertThat(explain.get("mode").asText()).isEqualTo("analyze");
    JsonNode root = explain.get("tree");
    assertThat(root.get("name").asText()).isEqualTo("scalar-operation");
    assertThat(root.get("series").asLong()).isEqualTo(1);
    JsonNode sum = root.at("/children/0");
    assertThat(sum.get("text").asText()).isEqualTo("sum by (job) (rate(up{region=\"eu\"}[1m]))");
    assertThat(sum.at("/position/0").asInt()).isZero();
    assertThat(sum.at("/position/1").asInt()).isEqualTo(sum.get("text").asText().length());
    JsonNode leaf = sum;
    while (leaf.has("children")) {
      leaf = leaf.at("/children/0");
    }
    JsonNode read = explain.at("/reads/" + leaf.get("read").asInt());
    assertThat(read.get("selector").asText()).contains("region=\"eu\"");
    assertThat(read.get("stores")).hasSize(3);
    JsonNode eu = read.at("/stores/0");
    assertThat(eu.get("id").asText()).isEqualTo("eu");
    assertThat(eu.get("endpoints")).hasSize(2);
    assertThat(eu.at("/ms/all").asDouble()).isPositive();
  }

  @Test
  void thePlanAloneReadsNothing() {
    JsonNode answer = range("sum(up)", "plan");
    assertThat(answer.at("/data/result")).isEmpty();
    assertThat(answer.at("/data").has("provenance")).isFalse();
    JsonNode read = answer.at("/data/explain/reads/0");
    assertThat(read.at("/stores/0/state").asText()).isEqualTo("to_ask");
    assertThat(answer.has("warnings")).isFalse();
    assertThat(answer.at("/data/explain/tree/name").asText()).isEqualTo("aggregate");
    assertThat(answer.at("/data/explain/tree").has("series")).isFalse();
  }

  @Test
  void whatIsNeitherIsRefused() {
    ApiClient.Answer answer =
        site.promontory.client().get("/api/v1/query", Map.of("query", "up", "explain", "all"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid parameter \\\"explain\\\"");
  }
}
