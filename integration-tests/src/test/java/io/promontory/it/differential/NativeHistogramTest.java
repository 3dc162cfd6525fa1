package io.promontory.it.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.differential.golden.GoldenServers;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.series.testing.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every sample of recorded blocks, native histograms of all encodings among them, comes out of
 * Promontory as Prometheus 3 prints it.
 */
class NativeHistogramTest {
  private static final long T0 = 1_768_003_200L;

  @TempDir static Path directory;

  @BeforeAll
  static void needsTheOracleAndTheBlocks() {
    assumeTrue(Binary.ORACLE.isPresent(), "no prometheus-3 on the PATH");
    assumeTrue(Reference.present(), "no reference data");
  }

  @ParameterizedTest
  @CsvSource({"native,5", "encodings,12"})
  void everySampleIsPrintedAsPrometheusDoes(String set, int hours) {
    try (GoldenServers servers = GoldenServers.start(directory, Binary.ORACLE, List.of(set))) {
      ApiClient oracle = servers.prometheus();
      ApiClient subject = servers.promontory();
      List<String> differences = new ArrayList<>();
      int histograms = 0;
      for (JsonNode name : oracle.get("/api/v1/label/__name__/values").json().get("data")) {
        for (int hour = 1; hour <= hours; hour++) {
          // What came late differs from what is there for the same time: either is right.
          String query = "{__name__=\"" + name.asText() + "\",instance!=\"enc:late\"}";
          String time = Long.toString(T0 + 3600L * hour);
          Map<String, String> raw = Map.of("query", query + "[1h]", "time", time);
          Answer expected = oracle.get("/api/v1/query", raw);
          histograms += expected.body().split("\"count\"", -1).length - 1;
          compare(raw, expected, subject.get("/api/v1/query", raw), differences);
          Map<String, String> instant = Map.of("query", query, "time", time);
          compare(
              instant,
              oracle.get("/api/v1/query", instant),
              subject.get("/api/v1/query", instant),
              differences);
        }
      }
      assertThat(differences).isEmpty();
      assertThat(histograms).isGreaterThan(20_000);
    }
  }

  private static void compare(
      Map<String, String> query, Answer expected, Answer actual, List<String> differences) {
    if (expected.status() != 200 || !result(expected).equals(result(actual))) {
      differences.add(query + "\n" + shorten(expected) + "\n" + shorten(actual));
    }
  }

  private static TreeMap<String, JsonNode> result(Answer answer) {
    TreeMap<String, JsonNode> series = new TreeMap<>();
    answer.json().at("/data/result").forEach(one -> series.put(one.get("metric").toString(), one));
    return series;
  }

  private static String shorten(Answer answer) {
    return answer.body().substring(0, Math.min(500, answer.body().length()));
  }
}
