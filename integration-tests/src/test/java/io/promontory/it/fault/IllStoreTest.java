package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fault.IllServer.Illness;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.PromontoryProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One store, ill in each way: 503 with its name in the text, in time, without a storm of retries,
 * and the server goes on.
 */
class IllStoreTest {
  private static final String NEEDS_NO_STORE = "/api/v1/query?query=1%2B1";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Illness.class)
  void namesTheStoreAndGoesOn(Illness illness) {
    try (IllServer ill = new IllServer(illness);
        PromontoryProcess promontory =
            PromontoryProcess.start(directory, stores(ill.url(), "required: true"))) {
      ApiClient client = promontory.client();
      boolean late = illness == Illness.HANGS || illness == Illness.DRIPS;
      for (int i = 0; i < 3; i++) {
        Answer answer = client.post("/api/v1/query", Map.of("query", "sum(up)"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.json().get("status").asText()).isEqualTo("error");
        assertThat(answer.json().get("errorType").asText())
            .isEqualTo(late ? "timeout" : "unavailable");
        assertThat(answer.json().get("error").asText()).contains("store \"ill\":");
        assertThat(answer.json().has("data")).isFalse();
        assertThat(client.get(NEEDS_NO_STORE).status()).isEqualTo(200);
      }
      assertThat(ill.requests()).as("at most one retry each").isBetween(3, 6);
      assertThat(client.get("/-/ready").status()).isEqualTo(200);
    }
  }

  @Test
  void aRefusedConnectionToo() {
    String nobody = "http://127.0.0.1:" + PromontoryProcess.freePort();
    try (PromontoryProcess promontory =
        PromontoryProcess.start(directory, stores(nobody, "required: true"))) {
      for (String path :
          new String[] {
            "/api/v1/query?query=up",
            "/api/v1/labels",
            "/api/v1/label/job/values",
            "/api/v1/series?match[]=up".replace("[]", "%5B%5D")
          }) {
        Answer answer = promontory.client().get(path);
        assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(503);
        assertThat(answer.json().get("errorType").asText()).isEqualTo("unavailable");
        assertThat(answer.json().get("error").asText()).contains("store \"ill\":");
      }
    }
  }

  @Test
  void bestEffortSaysWhatIsMissing() {
    try (IllServer ill = new IllServer(Illness.RESETS);
        PromontoryProcess promontory =
            PromontoryProcess.start(directory, stores(ill.url(), "required: false"))) {
      Answer answer = promontory.client().get("/api/v1/query?query=up");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().at("/data/result")).isEmpty();
      assertThat(answer.json().at("/warnings/0").asText()).contains("store \"ill\":");
    }
  }

  private static String stores(String url, String requirement) {
    return "stores: [{name: ill, type: prometheus, url: \""
        + url
        + "\", timeout: 2s, "
        + requirement
        + "}]\n";
  }
}
