package io.promontory.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.QueryRunner;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.http.RawHttp;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit refuses over HTTP, in Prometheus' words where it has some, else with its key. */
@Timeout(300)
class LimitsTest {
  private static final int SERIES = 200;
  private static final Engine ENGINE = new Engine(EngineOptions.defaults());
  private static final MemoryStore STORE = store();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  private static MemoryStore store() {
    MemoryStore store = new MemoryStore("m", Labels.EMPTY);
    for (int i = 0; i < SERIES; i++) {
      for (int k = 0; k < 100; k++) {
        store.append(Labels.of("__name__", "m", "i", "" + i), k * 10_000L, i);
      }
    }
    return store;
  }

  private static ApiServer server(String limits, QueryRunner engine) throws Exception {
    return new ApiServer(Services.ready(STORE, engine, config(limits)));
  }

  private static FrontendConfig config(String limits) throws ConfigException {
    String file = "stores: []\nquery: {" + limits + "}\n";
    return new ConfigLoader().parse(Path.of("f.yml"), file).config();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max_samples: 100          | query?time=500&query=m                                | 422 | execution | query processing would load too many samples into memory in query execution
          max_samples: 300          | query_range?start=0&end=990&step=10&query=sort(m)     | 422 | execution | query processing would load too many samples into memory in query execution
          max_memory_bytes: 10000   | query?time=500&query=m[8m]                            | 422 | execution | more than 10000 bytes held in memory at once, the limit that query.max_memory_bytes sets
          max_memory_bytes: 100     | query?time=500&query=count(m)                         | 422 | execution | more than 100 bytes held in memory at once, the limit that query.max_memory_bytes sets
          max_series: 199           | query?time=500&query=count(m)                         | 422 | execution | more than 199 series read from stores, the limit that query.max_series sets
          max_series: 399           | query?time=500&query=count(m)%2Bcount(m%20@%20100)     | 422 | execution | more than 399 series read from stores, the limit that query.max_series sets
          max_series: 199           | series?start=0&end=500&match[]=m                      | 422 | execution | more than 199 series read from stores, the limit that query.max_series sets
          max_read_bytes: 500       | query?time=500&query=count(m)                         | 422 | execution | more than 500 bytes read from stores, the limit that query.max_read_bytes sets
          max_result_series: 199    | query?time=500&query=m                                | 422 | execution | more than 199 series in the result, the limit that query.max_result_series sets
          max_result_series: 199    | query?time=500&query=m[1m]                            | 422 | execution | more than 199 series in the result, the limit that query.max_result_series sets
          max_result_bytes: 5000    | query?time=500&query=m                                | 422 | execution | result is longer than 5000 bytes of JSON, the limit that query.max_result_bytes sets
          max_points_per_series: 10 | query_range?start=0&end=110&step=10&query=m           | 400 | bad_data  | exceeded maximum resolution of 10 points per timeseries. Try decreasing the query resolution (?step=XX)
          timeout: 2m               | query_range?start=0&end=11001&step=1&query=m          | 400 | bad_data  | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)
          max_expression_bytes: 5   | query?query=100000                                    | 400 | bad_data  | invalid parameter \\"query\\": expression is longer than 5 bytes, the limit that query.max_expression_bytes sets
          timeout: 1m               | query?query=m&timeout=0.0000001                       | 503 | timeout   | query timed out in query execution
          """)
  void refuses(String limit, String target, int status, String type, String error)
      throws Exception {
    try (ApiServer server = server(limit, ENGINE::run)) {
      RawHttp.Answer answer = server.http().get("/api/v1/" + target);
      assertThat(answer.text())
          .isEqualTo(
              "{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + error + "\"}");
      assertThat(answer.status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max_samples: 201          | query?time=500&query=m
          max_samples: 300          | query_range?start=0&end=990&step=10&query=sum(m)
          max_memory_bytes: 100000  | query_range?start=0&end=990&step=10&query=sum(m)
          max_series: 400           | query?time=500&query=count(m)%2Bcount(m%20offset%201m)
          max_series: 200           | series?start=0&end=500&match[]=m
          max_result_series: 200    | query?time=500&query=m
          max_result_bytes: 20000   | query?time=500&query=m
          max_points_per_series: 11 | query_range?start=0&end=110&step=10&query=m
          max_expression_bytes: 6   | query?query=100000
          """)
  void answersWithinTheLimit(String limit, String target) throws Exception {
    try (ApiServer server = server(limit, ENGINE::run)) {
      RawHttp.Answer answer = server.http().get("/api/v1/" + target);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
  }

  @Test
  void longAndDeepExpressionsAreRefused() throws Exception {
    try (ApiServer server = server("timeout: 1m", ENGINE::run)) {
      assertThat(error(server, "(".repeat(600) + "1" + ")".repeat(600)))
          .contains("parse error: expression is nested deeper than 500 levels");
      assertThat(error(server, "m" + "+m".repeat(10_000)))
          .contains("parse error: expression is nested deeper than 1000 levels");
      assertThat(error(server, "m".repeat((1 << 20) + 1)))
          .contains("expression is longer than 1048576 bytes");
    }
  }

  private static String error(ApiServer server, String query) throws Exception {
    RawHttp.Answer answer =
        server.http().postForm("/api/v1/query", "query=" + query.replace("+", "%2B"));
    assertThat(answer.status()).isEqualTo(400);
    return answer.text();
  }

  @Test
  void queriesWaitForASlotAndAreRefusedWhereTooManyWait() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    QueryRunner held =
        (store, query, context) -> {
          entered.countDown();
          awaitQuietly(go);
          return ENGINE.run(store, query, context);
        };
    try (ApiServer server = server("max_concurrency: 1, max_queued: 1", held)) {
      FutureTask<RawHttp.Answer> first = ask(server, "/api/v1/query?query=1");
      assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
      FutureTask<RawHttp.Answer> late = ask(server, "/api/v1/query?query=1&timeout=100ms");
      assertThat(late.get().status()).isEqualTo(503);
      assertThat(late.get().text()).contains("\"timeout\"", "\"query timed out in query queue\"");

      FutureTask<RawHttp.Answer> second = ask(server, "/api/v1/query?query=2");
      FutureTask<RawHttp.Answer> third = ask(server, "/api/v1/query?query=3");
      RawHttp.Answer refused = firstOf(second, third);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text())
          .contains("more than 1 queries wait for others to end, the limit that query.max_queued");
      go.countDown();
      assertThat(first.get().status()).isEqualTo(200);
      assertThat(second.get().status() + third.get().status()).isEqualTo(200 + 503);
    }
  }

  private static RawHttp.Answer firstOf(FutureTask<RawHttp.Answer> a, FutureTask<RawHttp.Answer> b)
      throws InterruptedException, ExecutionException {
    while (!a.isDone() && !b.isDone()) {
      LockSupport.parkNanos(1_000_000);
    }
    return a.isDone() ? a.get() : b.get();
  }

  private static FutureTask<RawHttp.Answer> ask(ApiServer server, String target) {
    FutureTask<RawHttp.Answer> task = new FutureTask<>(() -> server.http().get(target));
    Thread.ofVirtual().start(task);
    return task;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(120, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
