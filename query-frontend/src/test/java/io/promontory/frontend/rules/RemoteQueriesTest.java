package io.promontory.frontend.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rules make of the answers of a server that they ask by its URL. */
class RemoteQueriesTest {
  private static final String FLOAT =
      "{\"metric\":{\"__name__\":\"m\",\"a\":\"b\"},\"value\":[1.5,\"7\"]}";

  /** As Prometheus writes native histograms: bounds and counts, but no schema. */
  private static final String HISTOGRAM =
      "{\"metric\":{\"__name__\":\"h\"},\"histogram\":[1.5,{\"count\":\"3\",\"sum\":\"4\","
          + "\"buckets\":[[0,\"1\",\"2\",\"3\"]]}]}";

  private HttpServer server;
  private volatile String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/api/v1/query",
        exchange -> {
          try (exchange) {
            byte[] body = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private List<QueryValue.Sample> ask(Strictness strictness) throws Exception {
    ConfigFile file =
        new ConfigLoader()
            .parse(
                Path.of("promontory.yml"),
                "stores: []\nrule_query: {url: \"http://127.0.0.1:%d\"}\n"
                    .formatted(server.getAddress().getPort()));
    try (RemoteQueries queries = RemoteQueries.open(file, file.config().ruleQuery())) {
      VectorQuery query = queries.on(QueryContext::unbounded, strictness);
      return query.at("anything", 1_500);
    }
  }

  private void answers(String warnings, String... samples) {
    answer =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
            + String.join(",", samples)
            + "]}"
            + (warnings.isEmpty() ? "" : ",\"warnings\":[\"" + warnings + "\"]")
            + "}";
  }

  @Test
  void floatsAreTaken() throws Exception {
    answers("", FLOAT);
    assertThat(ask(Strictness.ABORT))
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.labels().get("a")).isEqualTo("b");
              assertThat(sample.timestampMs()).isEqualTo(1_500);
              assertThat(sample.value()).isEqualTo(7);
            });
  }

  /** A part of an answer would be recorded as if it were all of it. */
  @Test
  void nativeHistogramsAreRefusedWithAllThatIsBesideThem() {
    for (Strictness strictness : Strictness.values()) {
      answers("", FLOAT, HISTOGRAM);
      assertThatThrownBy(() -> ask(strictness))
          .isInstanceOf(RuleFailure.class)
          .hasMessageContaining("native histograms, which JSON does not carry whole");
    }
  }

  @Test
  void anAnswerInPartIsTakenWhereTheGroupAllowsIt() throws Exception {
    answers("store eu is down", FLOAT);
    assertThat(ask(Strictness.WARN)).hasSize(1);
    assertThatThrownBy(() -> ask(Strictness.ABORT))
        .isInstanceOf(RuleFailure.class)
        .hasMessageContaining("not whole: store eu is down");
    answers("PromQL warning: bucket label is missing", FLOAT);
    assertThat(ask(Strictness.ABORT)).as("of the expression, not of the data").hasSize(1);
  }
}
