package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.testing.FaultServer;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of the JSON API that are none. */
@Timeout(60)
class HttpApiFaultTest {
  private static LabelsResult names(FaultServer server) {
    HttpClientConfig http = HttpClientConfig.DEFAULT.withMaxBodyBytes(10_000);
    try (PrometheusStore store =
        new PrometheusStore(PrometheusStoreConfig.of("eu", server.uri()).withHttp(http))) {
      return store.labelNames(
          new LabelNamesRequest(0, 1000, List.of(), 0), QueryContext.unbounded());
    }
  }

  private static StoreException failure(String contentType, String body) {
    try (FaultServer server = answering(contentType, body)) {
      StoreException failure = catchThrowableOfType(StoreException.class, () -> names(server));
      assertThat(failure).isNotNull();
      assertThat(server.requests()).hasSize(1);
      return failure;
    }
  }

  private static FaultServer answering(String contentType, String body) {
    return FaultServer.saysNothing(
        exchange -> exchange.head(200, contentType).write(body.getBytes(UTF_8)));
  }

  @Test
  void aSuccessIsRead() {
    String body =
        """
        {"infos":["x"],"data":["b","a"],"status":"success","warnings":["block gone"]}
        """;
    try (FaultServer server = answering("application/json", body)) {
      LabelsResult names = names(server);
      assertThat(names.values()).containsExactly("a", "b");
      assertThat(names.completeness().warnings()).containsExactly("store \"eu\": block gone");
    }
  }

  @Test
  void a200WithoutSuccessIsAFailure() {
    assertThat(failure("application/json", "{\"status\":\"error\",\"error\":\"no TSDB\"}"))
        .hasMessage("the server reports: no TSDB");
    assertThat(failure("application/json", "{\"data\":[\"a\"]}"))
        .hasMessageContaining("does not say success");
    assertThat(failure("application/json", "{\"status\":\"success\"}"))
        .hasMessageContaining("no data");
  }

  @Test
  void whatIsNoAnswerIsShown() {
    assertThat(failure("text/html", "<html>welcome"))
        .hasMessageContaining("HTTP 200, text/html: \"<html>welcome\"");
    assertThat(failure("application/json", "{\"status\":\"success\",\"data\":[1]}").kind())
        .isEqualTo(Kind.CORRUPT);
    assertThat(failure("application/json", "{\"status\":\"success\",\"data\":[\"a\"").kind())
        .isEqualTo(Kind.CORRUPT);
    assertThat(failure("application/json", "[]").kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure("application/json", "").kind()).isEqualTo(Kind.CORRUPT);
  }

  @Test
  void anAnswerThatIsTooLongIsCut() {
    String long_ = "\"" + "x".repeat(50) + "\",";
    StoreException failure =
        failure("application/json", "{\"status\":\"success\",\"data\":[" + long_.repeat(1000));
    assertThat(failure.kind()).isEqualTo(Kind.LIMIT);
    assertThat(failure).hasMessageContaining("more than 10000 bytes");
  }
}
