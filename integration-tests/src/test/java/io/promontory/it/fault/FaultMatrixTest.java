package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault on the way to one of two stores, strict and with best effort, on every endpoint: the
 * true answer, or one that says what is missing, or the right error, in time; never a wrong one.
 */
@Timeout(120)
class FaultMatrixTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final List<String> ENDPOINTS =
      List.of("query", "labels", "label/i/values", "series", "metadata");

  /** For stores that answer in time, and on busy machines too. */
  private static final int PATIENT_SECONDS = 30;

  /** For stores that never do. */
  private static final int HASTY_SECONDS = 1;

  @TempDir static Path directory;
  private static FaultySites sites;
  private static ServerProcess strict;
  private static ServerProcess lenient;
  private static final Map<String, JsonNode> TRUTH = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    sites = new FaultySites(directory);
    strict = server("strict.yml", false);
    lenient = server("lenient.yml", true);
    for (String site : List.of("prom", "grpc")) {
      for (String endpoint : ENDPOINTS) {
        JsonNode answer = JSON.readTree(ask(strict, endpoint, site).body());
        assertThat(answer.has("warnings")).as(answer.toString()).isFalse();
        TRUTH.put(site + endpoint, answer.get("data"));
      }
      Map<String, String> counts = counts(TRUTH.get(site + "query"));
      String all = String.valueOf(FaultySites.SERIES * FaultySites.SAMPLES);
      assertThat(counts).containsOnly(Map.entry("good", all), Map.entry(site, all));
      assertThat(TRUTH.get(site + "series")).hasSize(2 * FaultySites.SERIES);
      assertThat(TRUTH.get(site + "metadata").has("m_total")).isTrue();
    }
  }

  private static ServerProcess server(String name, boolean partial) throws Exception {
    return ServerProcess.start(new ConfigLoader().load(config(name, partial, PATIENT_SECONDS)));
  }

  private static Path config(String name, boolean partial, int seconds) throws IOException {
    String config =
        """
        server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}], shutdownGracePeriod: 1s}
        logging: {level: "OFF"}
        query: {partial_response: %s, timeout: 1m, keep_active_queries: false}
        """
            .formatted(partial);
    return Files.writeString(directory.resolve(name), config + sites.stores(seconds));
  }

  @AfterAll
  static void stop() {
    strict.close();
    lenient.close();
    sites.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(Fault.values())
        .flatMap(fault -> Stream.of("prom", "grpc").map(site -> Arguments.of(fault, site)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isTrueOrSaysWhatItIsNot(Fault fault, String site) throws Exception {
    sites.to(site).set(fault);
    int seconds = fault.late ? HASTY_SECONDS : PATIENT_SECONDS;
    config("strict.yml", false, seconds);
    config("lenient.yml", true, seconds);
    // Breakers, and connections that were made before, are of the stores that were before.
    strict.reload();
    lenient.reload();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> checks = new ArrayList<>();
      for (String endpoint : ENDPOINTS) {
        checks.add(threads.submit(() -> isTrueOrRefused(fault, site, endpoint)));
        checks.add(threads.submit(() -> isTrueOrWarns(fault, site, endpoint)));
      }
      for (Future<?> check : checks) {
        check.get();
      }
    } finally {
      sites.to(site).set(Fault.NONE);
    }
  }

  private static Void isTrueOrRefused(Fault fault, String site, String endpoint) throws Exception {
    HttpResponse<String> response = ask(strict, endpoint, site);
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() == 200) {
      isTrue(fault, site, endpoint, answer);
      return null;
    }
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(answer.get("error").asText()).contains("store \"" + site + "\": ");
    assertThat(answer.get("errorType").asText())
        .as(response.body())
        .isEqualTo(fault.late ? "timeout" : "unavailable");
    assertThat(fault.fatal).as("%s %s: %s", fault, endpoint, response.body()).isTrue();
    return null;
  }

  private static Void isTrueOrWarns(Fault fault, String site, String endpoint) throws Exception {
    HttpResponse<String> response = ask(lenient, endpoint, site);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    JsonNode answer = JSON.readTree(response.body());
    if (!answer.has("warnings")) {
      isTrue(fault, site, endpoint, answer);
      return null;
    }
    assertThat(answer.get("warnings")).hasSize(1);
    assertThat(answer.at("/warnings/0").asText()).startsWith("store \"" + site + "\": ");
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
    JsonNode truth = TRUTH.get(site + endpoint);
    if (endpoint.equals("query")) {
      Map<String, String> counts = counts(answer.get("data"));
      assertThat(counts.get("good")).isEqualTo(counts(truth).get("good"));
      assertThat(Long.parseLong(counts.getOrDefault(site, "0")))
          .isLessThan(FaultySites.SERIES * FaultySites.SAMPLES);
    } else {
      Set<JsonNode> given = set(answer.get("data"));
      assertThat(set(truth)).containsAll(given);
      if (!endpoint.equals("metadata")) {
        assertThat(given).containsAll(ofTheGood(truth));
      }
    }
    assertThat(fault.fatal).as("%s %s: %s", fault, endpoint, answer.get("warnings")).isTrue();
    return null;
  }

  /** A fault may leave small answers as they are, but not the samples. */
  private static void isTrue(Fault fault, String site, String endpoint, JsonNode answer) {
    assertThat(answer.get("data")).isEqualTo(TRUTH.get(site + endpoint));
    assertThat(answer.has("warnings")).isFalse();
    if (endpoint.equals("query")) {
      assertThat(fault.fatal).as(fault + " went unnoticed").isFalse();
    }
  }

  private static Set<JsonNode> ofTheGood(JsonNode truth) {
    Set<JsonNode> good = new HashSet<>();
    truth.forEach(
        entry -> {
          if (!entry.isObject() || entry.get("site").asText().equals("good")) {
            good.add(entry);
          }
        });
    return good;
  }

  private static Set<JsonNode> set(JsonNode array) {
    Set<JsonNode> set = new HashSet<>();
    array.forEach(set::add);
    return set;
  }

  private static Map<String, String> counts(JsonNode data) {
    Map<String, String> counts = new HashMap<>();
    data.get("result")
        .forEach(one -> counts.put(one.at("/metric/site").asText(), one.at("/value/1").asText()));
    return counts;
  }

  private static HttpResponse<String> ask(ServerProcess server, String endpoint, String site)
      throws Exception {
    String selector = "{__name__=\"m_total\",site=~\"good|" + site + "\"}";
    String query =
        endpoint.equals("query")
            ? "time="
                + FaultySites.END
                + "&query="
                + escaped("sum by (site) (count_over_time(" + selector + "[1h]))")
            : "start="
                + FaultySites.START
                + "&end="
                + FaultySites.END
                + "&match[]="
                + escaped(selector);
    URI uri =
        URI.create(server.url() + "/api/v1/" + endpoint + "?" + query.replace("[]", "%5B%5D"));
    return HTTP.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1)).build(),
        BodyHandlers.ofString());
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
