package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promontory.frontend.cli.Main;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Back-tests over HTTP and by the command, over the same data. */
class BacktestApiTest {
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1m
          rules:
            - {record: 'up:sum', expr: sum by (job) (up)}
            - alert: Down
              expr: 'up:sum == 0'
              for: 1m
              annotations: {text: '{{ $labels.job }} <b>down</b>'}
            - {alert: Never, expr: up > 5}
      """;

  private static final MemoryStore STORE = new MemoryStore("m", Labels.EMPTY);
  private static Engine engine;
  private static ApiServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void serve() throws Exception {
    for (int i = 0; i < 240; i++) {
      double value = i >= 40 && i < 80 ? 0 : 1;
      STORE.append(Labels.of("__name__", "up", "job", "a"), i * 15_000L, value);
    }
    Labels fired =
        Labels.of("__name__", "ALERTS", "alertname", "Down", "alertstate", "firing", "job", "a");
    STORE.append(fired, 900_000, 1);
    engine = new Engine(EngineOptions.defaults());
    server = new ApiServer(Services.ready(STORE, engine::run));
  }

  @AfterAll
  static void stop() {
    server.close();
    engine.close();
  }

  private static HttpResponse<String> post(Map<String, String> form) throws Exception {
    return post(server, form);
  }

  private static HttpResponse<String> post(ApiServer to, Map<String, String> form)
      throws Exception {
    String body =
        form.entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    URI uri = URI.create("http://127.0.0.1:" + to.port() + "/api/v1/rules/backtest");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void check(JsonNode data, boolean comparing) {
    JsonNode down = data.at("/rules/0");
    assertThat(down.get("name").asText()).isEqualTo("Down");
    assertThat(down.get("evaluations").asInt()).isBetween(59, 60);
    assertThat(down.get("episodes")).hasSize(1);
    JsonNode episode = down.at("/episodes/0");
    assertThat(episode.at("/labels/job").asText()).isEqualTo("a");
    assertThat(episode.at("/annotations/text").asText()).isEqualTo("a <b>down</b>");
    assertThat(episode.at("/firedAt").asText()).startsWith("1970-01-01T00:1");
    assertThat(episode.at("/resolvedAt").asText()).startsWith("1970-01-01T00:2");
    assertThat(down.get("firingSeconds").asDouble()).isEqualTo(9 * 60);
    assertThat(down.get("firedBefore")).hasSize(comparing ? 1 : 0);
    assertThat(data.at("/rules/1/episodes")).isEmpty();
  }

  @Test
  void overHttp() throws Exception {
    HttpResponse<String> answer =
        post(Map.of("rules", RULES, "start", "0", "end", "3599", "compare", "true"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    check(new ObjectMapper().readTree(answer.body()).get("data"), true);
  }

  /** How many evaluations each that is under way has done, and has to do. */
  private static List<String> running(ApiServer of) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + of.port() + "/api/v1/rules/backtest");
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    List<String> running = new ArrayList<>();
    for (JsonNode one : new ObjectMapper().readTree(body).at("/data/running")) {
      running.add(one.get("evaluationsDone") + " of " + one.get("evaluations"));
    }
    return running;
  }

  @Test
  @Timeout(60)
  void someAtATimeTellHowFarTheyAre() throws Exception {
    Semaphore firsts = new Semaphore(0); // ranges of a thousand slots, the first of each
    Semaphore others = new Semaphore(0);
    String slowly = "groups: [{name: g, interval: 1m, rules: [{alert: A, expr: count(up) > 5}]}]";
    Map<String, String> form = Map.of("rules", slowly, "start", "0", "end", "120000");
    try (ApiServer slow =
            new ApiServer(
                Services.ready(
                    STORE,
                    (store, query, context) -> {
                      (query.startMs() <= 60_000 ? firsts : others).acquireUninterruptibly();
                      return engine.run(store, query, context);
                    }));
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(clients.submit(() -> post(slow, form)));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> running(slow).equals(Collections.nCopies(4, "0 of 0")));
      HttpResponse<String> fifth = post(slow, form);
      assertThat(fifth.statusCode()).isEqualTo(503);
      assertThat(fifth.body()).contains("other back-tests are under way");
      firsts.release(4);
      await().until(() -> running(slow).stream().allMatch(text -> text.matches("1000 of 200\\d")));
      assertThat(running(slow)).hasSize(4);
      others.release(1_000);
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
      }
      assertThat(running(slow)).isEmpty();
    }
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    HttpResponse<String> none = post(Map.of("start", "0", "end", "1"));
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body()).contains("invalid parameter \\\"rules\\\"");
    HttpResponse<String> broken =
        post(
            Map.of(
                "rules",
                "groups: [{name: g, rules: [{alert: A, expr: 'up ='}]}]",
                "start",
                "0",
                "end",
                "1",
                "file",
                "mine.yml"));
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).contains("mine.yml", "parse error");
    HttpResponse<String> endless = post(Map.of("rules", RULES, "start", "0", "end", "1700000000"));
    assertThat(endless.statusCode()).isEqualTo(422);
    assertThat(endless.body()).contains("one back-test", "\"errorType\":\"execution\"");
  }

  private static int run(StringWriter out, StringWriter err, List<String> arguments) {
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
  }

  @Test
  void byTheCommand() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.yml"), RULES);
    String url = "http://127.0.0.1:" + server.port();
    List<String> command =
        List.of("rules", "backtest", "--from", "0", "--to", "3599", "--url", url, file.toString());
    StringWriter table = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(run(table, err, command)).as(err.toString()).isZero();
    assertThat(table.toString().lines().toList())
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("ALERT  WHAT         FROM");
              assertThat(lines.get(1)).startsWith("Down   would fire   1970-01-01T00:1");
              assertThat(lines.get(1)).endsWith("  9m   {job=\"a\"}");
              assertThat(lines.get(2)).startsWith("Never  never fires");
            });
    StringWriter json = new StringWriter();
    assertThat(run(json, err, append(command, "-o", "json", "--compare"))).isZero();
    check(new ObjectMapper().readTree(json.toString()).get("data"), true);
    assertThat(err.toString()).isEmpty();
  }

  private static List<String> append(List<String> command, String... more) {
    return Stream.concat(command.stream(), List.of(more).stream()).toList();
  }

  @Test
  void theCommandSaysWhatItCannotReach() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.yml"), RULES);
    StringWriter err = new StringWriter();
    int exit =
        run(
            new StringWriter(),
            err,
            List.of("rules", "backtest", "--url", "http://127.0.0.1:1", file.toString()));
    assertThat(exit).isEqualTo(1);
    assertThat(err.toString()).contains("127.0.0.1:1", "group ", "refused");
  }
}
