package io.promontory.it.differential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.PromontoryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over live data: a Prometheus that scrapes itself, Promontory and a dead target, read while it
 * grows. Queries lie a few scrapes in the past, where nothing changes any more.
 */
@Tag("long")
class LiveScrapeTest {
  private static final List<String> ALL =
      List.of(
          "up",
          "up == 0",
          "sum by (job) (up)",
          "scrape_samples_scraped",
          "count by (job) ({__name__=~\".+\"})",
          "rate(prometheus_http_requests_total[5s])",
          "sum by (handler) (increase(prometheus_http_requests_total[6s]))",
          "topk(3, scrape_duration_seconds)",
          "process_resident_memory_bytes{job=\"promontory\"}",
          "avg_over_time(process_resident_memory_bytes[4s])",
          "max_over_time(go_goroutines[3s:1s])",
          "histogram_quantile(0.9, sum by (le) (rate(prometheus_http_request_duration_seconds_bucket[6s])))",
          "changes(process_start_time_seconds[5s])",
          "jvm_threads_current or jvm_threads_state or vector(0)",
          "absent(up{job=\"dead\"} == 1)",
          "{job=\"promontory\",__name__=~\"promontory_.*\"}",
          "up * on (instance) group_left () scrape_samples_scraped",
          "label_replace(up, \"port\", \"$1\", \"instance\", \".*:(.*)\")");

  @TempDir Path directory;

  @Test
  void liveAnswersEqual() throws Exception {
    boolean modern = Binary.ORACLE.isPresent();
    int port = PromontoryProcess.freePort();
    Path targets = directory.resolve("targets.json");
    String config =
        """
        global: {scrape_interval: 500ms}
        scrape_configs:
          - {job_name: self, file_sd_configs: [{files: ["%s"]}]}
          - {job_name: promontory, static_configs: [{targets: ["127.0.0.1:%d"]}]}
          - {job_name: dead, static_configs: [{targets: ["127.0.0.1:1"]}]}
        """
            .formatted(targets, port);
    Path data = Files.createDirectory(directory.resolve("data"));
    try (PrometheusProcess prometheus =
            PrometheusProcess.start(modern ? Binary.ORACLE : Binary.INSTALLED, config, data);
        PromontoryProcess promontory =
            PromontoryProcess.start(
                port,
                directory,
                "stores: [{name: live, type: prometheus, pushdown: never, url: \""
                    + prometheus.uri()
                    + "\"}]\n")) {
      Files.writeString(
          targets, "[{\"targets\": [\"127.0.0.1:" + prometheus.uri().getPort() + "\"]}]");
      ApiClient oracle = new ApiClient(prometheus.uri().toString());
      ApiClient subject = promontory.client();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  firstValue(
                          oracle.get(
                              "/api/v1/query",
                              Map.of("query", "min(count_over_time(up{job!=\"dead\"}[1h]))")))
                      >= 24);
      long newest =
          (long)
              (firstValue(oracle.get("/api/v1/query", Map.of("query", "max(timestamp(up))")))
                  * 1000);
      long end = newest - newest % 1000 - 2000 + 333;
      List<String> differences = new ArrayList<>();
      int answered = 0;
      for (String expr : queries(modern)) {
        for (Case query :
            List.of(
                new Case(expr, end, end, 0, false), new Case(expr, end - 9000, end, 1, false))) {
          Answer expected = query.ask(oracle);
          answered += expected.status() == 200 && !Answers.isEmpty(expected) ? 1 : 0;
          String difference = Answers.difference(expected, query.ask(subject), false);
          if (difference != null) {
            differences.add(query + "\n      " + difference);
          }
        }
      }
      assertThat(differences).isEmpty();
      assertThat(answered).isGreaterThanOrEqualTo(queries(modern).size());
    }
  }

  /** Counters begin near zero here, where 2.x extrapolates otherwise: it is not asked for rates. */
  private static List<String> queries(boolean modern) {
    return ALL.stream()
        .filter(q -> modern || !(q.contains("rate(") || q.contains("increase(")))
        .toList();
  }

  private static double firstValue(Answer answer) {
    JsonNode result = answer.json().at("/data/result");
    return result.isEmpty() ? 0 : Double.parseDouble(result.get(0).get("value").get(1).asText());
  }
}
