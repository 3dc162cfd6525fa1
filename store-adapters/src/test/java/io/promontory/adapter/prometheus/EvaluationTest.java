package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Expressions that a server evaluates: what it is asked, and all that it can answer. */
@Timeout(60)
class EvaluationTest {
  private static final PartQuery QUERY =
      new PartQuery("sum by (job) (up{a=\"ü\"})", 1_001, 4_004, 1_001, 300_000);

  private final EvaluatingServer server = new EvaluatingServer();
  private final PrometheusStore store = server.store(Pushdown.AUTO);

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  private PartAnswer evaluate() {
    return evaluate(QUERY, QueryContext.unbounded());
  }

  private PartAnswer evaluate(PartQuery query, QueryContext context) {
    return EvaluatingServer.part(store).evaluate(query, context);
  }

  private StoreException failure() {
    return catchThrowableOfType(StoreException.class, this::evaluate);
  }

  @Test
  void valuesAndTimesAreExact() {
    server.finds(
        """
        {"metric":{"job":"a","__name__":"é"},"values":[[1.001,"NaN"],[2.002,"+Inf"],[3.003,"-Inf"],[4.004,"-0"]]}
        """,
        """
        {"metric":{},"values":[[1.001,"5e-324"],[2.002,"1.7976931348623157e+308"],[3.003,"0.30000000000000004"],[4.004,"1e+06"]]}
        """,
        """
        {"metric":{"none":""},"values":[]}
        """);
    PartAnswer answer = evaluate();
    assertThat(answer.series()).hasSize(2);
    StepSeries first = answer.series().get(0);
    assertThat(first.labels()).isEqualTo(Labels.of("__name__", "é", "job", "a"));
    assertThat(first.size()).isEqualTo(4);
    assertThat(Arrays.copyOf(first.timestamps(), 4)).containsExactly(1001, 2002, 3003, 4004);
    assertThat(Arrays.copyOf(first.values(), 4))
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0);
    assertThat(first.histograms()).isNull();
    StepSeries second = answer.series().get(1);
    assertThat(second.labels()).isEqualTo(Labels.EMPTY);
    assertThat(Arrays.copyOf(second.values(), 4))
        .containsExactly(Double.MIN_VALUE, Double.MAX_VALUE, 0.1 + 0.2, 1e6);
    StoreOutcome outcome = answer.completeness().outcomes().getFirst();
    assertThat(outcome.status()).isEqualTo(StoreOutcome.Status.WHOLE);
    assertThat(outcome.stats().series()).isEqualTo(2);
    assertThat(outcome.stats().samples()).isEqualTo(8);
    assertThat(outcome.stats().bytes()).isGreaterThan(300);
  }

  @Test
  void theQueryIsPutInFormsThatServersReadExactly() {
    server.finds();
    assertThat(evaluate().series()).isEmpty();
    Map<String, String> asked = server.asked().getFirst();
    assertThat(asked)
        .containsEntry("query", "sum by (job) (up{a=\"ü\"})")
        .containsEntry("start", "1.001")
        .containsEntry("end", "4.004")
        .containsEntry("step", "1001ms")
        .containsEntry("lookback_delta", "300000ms")
        .hasSize(6);
    assertThat(asked.get("timeout")).matches("1[0-9]{4}ms|20000ms");
  }

  @Test
  void aLongRangeIsAskedForInSlices() {
    server.answers(
        exchange -> {
          String start = exchange.body().replaceFirst("(?s).*&start=([0-9]+)\\.000&.*", "$1");
          exchange
              .head(200, "application/json")
              .write(
                  """
                  {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[%s,"1"]]}]}}
                  """
                      .formatted(start)
                      .getBytes(UTF_8));
        });
    PartQuery query = new PartQuery("sum(up)", 60_000, 60_000 + 24_000 * 15_000, 15_000, 1);
    PartAnswer answer = evaluate(query, QueryContext.unbounded());
    assertThat(server.asked())
        .extracting(asked -> asked.get("start") + " " + asked.get("end"))
        .containsExactly("60.000 165045.000", "165060.000 330045.000", "330060.000 360060.000");
    StepSeries series = answer.series().getFirst();
    assertThat(Arrays.copyOf(series.timestamps(), series.size()))
        .containsExactly(60_000, 165_060_000, 330_060_000);
  }

  @Test
  void remarksAreToldApart() {
    server.answers(
        200,
        """
        {"status":"success","data":{"resultType":"matrix","result":[]},
         "warnings":["PromQL warning: odd (1:5)","block gone"],"infos":["PromQL info: so so (1:2)"]}
        """);
    PartAnswer answer = evaluate();
    assertThat(answer.warnings()).containsExactly("PromQL warning: odd (1:5)");
    assertThat(answer.infos()).containsExactly("PromQL info: so so (1:2)");
    assertThat(answer.completeness().warnings()).containsExactly("store \"eu\": block gone");
    server.answers(
        200,
        """
        {"status":"success","data":{"resultType":"matrix","result":[]},
         "infos":["PromQL info: so so (1:2)","3 more info annotations omitted"]}
        """);
    assertThat(failure().kind()).isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void whatOnlySamplesCanAnswerIsUnsupported() {
    server.finds("{\"metric\":{},\"histograms\":[[1.001,{\"count\":\"1\"}]]}");
    assertThat(failure().kind()).isEqualTo(Kind.UNSUPPORTED);
    String refusal = "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"no way\"}";
    for (int status : new int[] {400, 401, 403, 404, 405, 413, 422}) {
      server.answers(status, refusal);
      assertThat(failure().kind()).as("status %d", status).isEqualTo(Kind.UNSUPPORTED);
      assertThat(failure()).hasMessageContaining("no way");
      assertThat(failure().retryAfter()).isNull();
    }
  }

  @Test
  void whatIsWrongWithTheServerIsAFailureLikeAnyOther() {
    String refusal = "{\"status\":\"error\",\"errorType\":\"x\",\"error\":\"not now\"}";
    server.answers(503, refusal);
    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure().retryAfter()).isNotNull();
    server.answers(429, refusal);
    assertThat(failure().kind()).isEqualTo(Kind.LIMIT);
    assertThat(failure().retryAfter()).isNotNull();
    server.answers(500, refusal);
    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    server.answers(200, refusal);
    assertThat(failure()).hasMessage("the server reports: not now");
    server.answers(
        exchange ->
            exchange
                .head(200, "application/json", "Content-Length: 100")
                .write("{\"status\":\"success\",\"data\":{".getBytes(UTF_8)));
    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    server.answers(exchange -> exchange.head(200, "text/html").write("<html>".getBytes(UTF_8)));
    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void anAnswerToAnotherQuestionIsCorrupt() {
    for (String series :
        new String[] {
          "{\"metric\":{},\"values\":[[1.002,\"1\"]]}",
          "{\"metric\":{},\"values\":[[5.005,\"1\"]]}",
          "{\"metric\":{},\"values\":[[2.002,\"1\"],[1.001,\"1\"]]}",
          "{\"metric\":{},\"values\":[[1.001,\"1\"]]},{\"metric\":{},\"values\":[[1.001,\"2\"]]}",
          "{\"metric\":{},\"values\":[[1.0011,\"1\"]]}",
          "{\"metric\":{},\"values\":[[1e300,\"1\"]]}",
          "{\"metric\":{},\"values\":[[1.001,1]]}",
          "{\"metric\":{},\"values\":[[1.001,\"x\"]]}",
          "{\"metric\":{},\"values\":[[1.001,\"--1\"]]}",
          "{\"metric\":{},\"values\":[[1.001,\"1\",2]]}",
          "{\"metric\":{},\"values\":[[\"1.001\",\"1\"]]}",
          "{\"metric\":{\"a\":1},\"values\":[]}",
          "{\"values\":[[1.001,\"1\"]]}",
          "7"
        }) {
      server.finds(series);
      assertThat(failure()).as(series).isNotNull();
      assertThat(failure().kind()).as(series).isEqualTo(Kind.CORRUPT);
    }
    server.answers(
        200, "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
    assertThat(failure().kind()).isEqualTo(Kind.CORRUPT);
    server.answers(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\"}}");
    assertThat(failure().kind()).isEqualTo(Kind.CORRUPT);
  }

  @Test
  void nobodyWaitsPastTheDeadlineOrForACancelledQuery() {
    server.answers(
        exchange -> {
          exchange.head(200, "application/json").write("{".getBytes(UTF_8));
          exchange.awaitHangUp();
        });
    StorePart part = EvaluatingServer.part(store);
    QueryContext late =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofMillis(200)));
    StoreException timeout =
        catchThrowableOfType(StoreException.class, () -> part.evaluate(QUERY, late));
    assertThat(timeout.kind()).isEqualTo(Kind.TIMEOUT);
    Cancellation cancellation = new Cancellation();
    Thread unused =
        Thread.ofVirtual()
            .start(
                () -> {
                  Awaitility.await().until(() -> server.asked().size() == 2);
                  cancellation.cancel();
                });
    StoreException canceled =
        catchThrowableOfType(
            StoreException.class,
            () ->
                part.evaluate(
                    QUERY,
                    new QueryContext(Deadline.NEVER, QueryBudget.unlimited(), cancellation)));
    assertThat(canceled.kind()).isEqualTo(Kind.CANCELED);
    Awaitility.await("both connections are given up").until(() -> server.hangUps() == 2);
  }

  @Test
  void anAnswerThatIsTooLongIsCut() {
    HttpClientConfig http = HttpClientConfig.DEFAULT.withMaxBodyBytes(1_000);
    try (PrometheusStore small = new PrometheusStore(server.config().withHttp(http))) {
      StorePart part = EvaluatingServer.part(small);
      server.finds("{\"metric\":{\"a\":\"" + "x".repeat(2_000) + "\"},\"values\":[]}");
      StoreException failure =
          catchThrowableOfType(
              StoreException.class, () -> part.evaluate(QUERY, QueryContext.unbounded()));
      assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
    }
  }
}
