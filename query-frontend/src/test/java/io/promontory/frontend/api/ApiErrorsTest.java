package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.QueryRunner;
import io.promontory.frontend.http.RawHttp;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.engine.QueryStats;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure looks like to a client: status, {@code errorType}, text. */
class ApiErrorsTest {
  /** A store that fails every call. */
  private record Failing(StoreException.Kind kind) implements Store {
    private StoreException failure() {
      return new StoreException("eu", kind, "connection refused");
    }

    @Override
    public StoreInfo info() {
      return new StoreInfo("eu", List.of(), Long.MIN_VALUE, Long.MAX_VALUE, Set.of());
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      throw failure();
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      throw failure();
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      throw failure();
    }
  }

  private static ApiServer server(StoreException.Kind kind) throws Exception {
    Engine engine = new Engine(EngineOptions.defaults());
    return new ApiServer(Services.ready(new Failing(kind), engine::run));
  }

  private static ApiServer server(QueryRunner engine) throws Exception {
    Store store = new Failing(StoreException.Kind.UNAVAILABLE);
    return new ApiServer(Services.ready(store, engine));
  }

  @Test
  void aStoresFailureIs503AndNamesTheStore() throws Exception {
    try (ApiServer server = server(StoreException.Kind.UNAVAILABLE)) {
      for (String target :
          List.of(
              "query?query=up",
              "query_range?query=up&start=0&end=1&step=1",
              "labels",
              "label/job/values",
              "series?match[]=up",
              "series?match[]=up&match[]=down")) {
        RawHttp.Answer answer = server.http().get("/api/v1/" + target);
        assertThat(answer.status()).as(target).isEqualTo(503);
        assertThat(answer.text())
            .startsWith("{\"status\":\"error\",\"errorType\":\"unavailable\",\"error\":\"")
            .contains("store \\\"eu\\\": connection refused")
            .doesNotContain("\"data\"");
      }
    }
  }

  @Test
  void anExpressionWithoutSelectorsAsksNoStore() throws Exception {
    try (ApiServer server = server(StoreException.Kind.UNAVAILABLE)) {
      RawHttp.Answer answer = server.http().get("/api/v1/query?query=1%2B1&time=4");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text())
          .isEqualTo(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, unavailable, 503",
    "CORRUPT, unavailable, 503",
    "BAD_REQUEST, unavailable, 503",
    "TIMEOUT, timeout, 503",
    "CANCELED, canceled, 499",
    "LIMIT, unavailable, 503",
    "UNSUPPORTED, unavailable, 503"
  })
  void everyKindOfStoreFailure(StoreException.Kind kind, String type, int status) {
    ApiException error = ApiErrors.of(new StoreException("eu", kind, "x"));
    assertThat(error.type().text()).isEqualTo(type);
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.text()).isEqualTo("store \"eu\": x");
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_DATA, bad_data, 400",
    "EXECUTION, execution, 422",
    "TIMEOUT, timeout, 503",
    "CANCELED, canceled, 499",
    "UNAVAILABLE, unavailable, 503"
  })
  void everyKindOfQueryFailure(QueryException.Kind kind, String type, int status) {
    ApiException error = ApiErrors.of(new QueryException(kind, "x"));
    assertThat(error.type().text()).isEqualTo(type);
    assertThat(error.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(BudgetExceededException.Resource.class)
  void budgetsAreExecutionErrors(BudgetExceededException.Resource resource) {
    assertThat(ApiErrors.of(new BudgetExceededException(resource, 7)).status()).isEqualTo(422);
  }

  @Test
  void whatIsNotForeseenIsInternal() throws Exception {
    try (ApiServer server =
        server(
            (store, query, context) -> {
              throw new IllegalStateException("boom");
            })) {
      RawHttp.Answer answer = server.http().get("/api/v1/query?query=up");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text())
          .isEqualTo(
              "{\"status\":\"error\",\"errorType\":\"internal\","
                  + "\"error\":\"unexpected error: java.lang.IllegalStateException: boom\"}");
    }
  }

  @Test
  void anIncompleteAnswerSaysSoAndIsNotCached() throws Exception {
    Completeness partial = Completeness.of(StoreOutcome.failed("us", "timed out after 20s"));
    try (ApiServer server =
        server(
            (store, query, context) ->
                new QueryResult(
                    new QueryValue.Vector(List.of()),
                    List.of("PromQL warning: w"),
                    List.of("PromQL info: i"),
                    partial,
                    new QueryStats(0, 0, 0, 0, 0, 0, 0, 0)))) {
      RawHttp.Answer answer = server.http().get("/api/v1/query?query=up");
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(answer.text())
          .isEqualTo(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]},"
                  + "\"warnings\":[\"store \\\"us\\\": timed out after 20s\","
                  + "\"PromQL warning: w\"],\"infos\":[\"PromQL info: i\"]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1ms", "0.001"})
  void aTimeoutCanOnlyShorten(String timeout) throws Exception {
    try (ApiServer server =
        server(
            (store, query, context) -> {
              assertThat(context.deadline().remaining()).isLessThan(Duration.ofMillis(2));
              throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out");
            })) {
      RawHttp.Answer answer = server.http().get("/api/v1/query?query=up&timeout=" + timeout);
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("\"errorType\":\"timeout\"");
    }
  }

  @Test
  void beforeItIsReadyOnlyHealthAnswers() throws Exception {
    Store store = new Failing(StoreException.Kind.UNAVAILABLE);
    var service = Services.ready(store, (s, q, c) -> null);
    try (ApiServer server = new ApiServer(service)) {
      service.markStopping();
      RawHttp.Answer answer = server.http().get("/api/v1/query?query=1");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).isEqualTo("Service Unavailable");
      assertThat(answer.header("x-prometheus-stopping")).isEqualTo("true");
      assertThat(server.http().get("/-/ready").status()).isEqualTo(503);
      assertThat(server.http().get("/-/healthy").status()).isEqualTo(200);
      assertThat(server.http().get("/api/v1/status/walreplay").status()).isEqualTo(200);
    }
  }

  @Test
  void theServersOwnErrorsArePlainText() throws Exception {
    try (ApiServer server = server(StoreException.Kind.UNAVAILABLE)) {
      String longHeader = "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(70_000) + "\r\n\r\n";
      for (String request :
          List.of(
              longHeader,
              "GET /" + "a".repeat(70_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
              "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
              "GET / HTTP/1.1\r\n\r\n",
              "nonsense\r\n\r\n")) {
        RawHttp.Answer answer = server.http().exchange("GET", request.getBytes(UTF_8), null);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.text()).doesNotContain("<").startsWith(answer.status() + " ");
      }
    }
  }

  @Test
  void aFormThatIsTooLargeIsRefused() throws Exception {
    try (ApiServer server = server(StoreException.Kind.UNAVAILABLE)) {
      String form = "match[]=up&x=" + "a".repeat(10 << 20);
      RawHttp.Answer answer = server.http().postForm("/api/v1/series", form);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("error parsing form values: http: POST too large");
    }
  }

  @Test
  void parametersMayStandInTheUrlOfAPost() throws Exception {
    try (ApiServer server = server(StoreException.Kind.UNAVAILABLE)) {
      RawHttp.Answer answer =
          server
              .http()
              .send(
                  "POST",
                  "/api/v1/query?query=1&time=5",
                  Map.of("Content-Type", "application/json"),
                  new byte[0]);
      assertThat(answer.text()).endsWith("\"result\":[5,\"1\"]}}");
    }
  }

  @Test
  void exemplarTimesInMillisecondsDoNotOverflow() throws Exception {
    try (ApiServer server = server(StoreException.Kind.UNAVAILABLE)) {
      RawHttp.Answer answer =
          server
              .http()
              .get("/api/v1/query_exemplars?query=test&start=1795161373043&end=1795164973043");
      assertThat(answer.text()).isEqualTo("{\"status\":\"success\",\"data\":[]}");
    }
  }
}
