package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fault.IllServer.Illness;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.PromontoryServer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store ill in each way, and one that nobody serves: 503 with its name in the text, in time,
 * without a storm of retries, and the server goes on. All are stores of one server, told apart by
 * an external label.
 */
class IllStoreTest {
  private static final Map<Illness, IllServer> SERVERS = new EnumMap<>(Illness.class);

  @TempDir static Path directory;
  private static PromontoryServer promontory;

  @BeforeAll
  static void start() {
    StringBuilder stores = new StringBuilder("stores:\n");
    for (Illness illness : Illness.values()) {
      IllServer server = new IllServer(illness);
      SERVERS.put(illness, server);
      stores.append(store(illness.name(), server.url(), true, isLate(illness) ? "1s" : "30s"));
    }
    String nobody = "http://127.0.0.1:1";
    stores
        .append(store("NOBODY", nobody, true, "30s"))
        .append(store("OPTIONAL", nobody, false, "30s"));
    promontory = PromontoryServer.start(directory, stores.toString());
  }

  private static String store(String name, String url, boolean required, String timeout) {
    return """
          - {name: %1$s, type: prometheus, url: "%2$s", timeout: %4$s, required: %3$s, external_labels: {ill: %1$s}}
        """
        .formatted(name, url, required, timeout);
  }

  private static boolean isLate(Illness illness) {
    return illness == Illness.HANGS || illness == Illness.DRIPS;
  }

  @AfterAll
  static void stop() {
    promontory.close();
    SERVERS.values().forEach(IllServer::close);
  }

  @ParameterizedTest
  @EnumSource(Illness.class)
  void namesTheStoreAndGoesOn(Illness illness) {
    ApiClient client = promontory.client();
    for (int i = 0; i < 2; i++) {
      Answer answer =
          client.post("/api/v1/query", Map.of("query", "sum(up{ill=\"" + illness + "\"})"));
      assertThat(answer.status()).as(answer.body()).isEqualTo(503);
      assertThat(answer.json().get("status").asText()).isEqualTo("error");
      assertThat(answer.json().get("errorType").asText())
          .isEqualTo(isLate(illness) ? "timeout" : "unavailable");
      assertThat(answer.json().get("error").asText()).contains("store \"" + illness + "\":");
      assertThat(answer.json().has("data")).isFalse();
      assertThat(client.get("/api/v1/query?query=1%2B1").status()).isEqualTo(200);
    }
    int reads = Objects.requireNonNull(SERVERS.get(illness)).reads();
    assertThat(reads).as("at most one retry each").isBetween(2, 4);
    assertThat(client.get("/-/ready").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query?query=",
        "labels?match%5B%5D=",
        "label/job/values?match%5B%5D=",
        "series?match%5B%5D="
      })
  void aRefusedConnectionToo(String path) {
    Answer answer = promontory.client().get("/api/v1/" + path + "up%7Bill%3D%22NOBODY%22%7D");
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.json().get("errorType").asText()).isEqualTo("unavailable");
    assertThat(answer.json().get("error").asText()).contains("store \"NOBODY\":");
  }

  @Test
  void bestEffortSaysWhatIsMissing() {
    Answer answer =
        promontory.client().post("/api/v1/query", Map.of("query", "up{ill=\"OPTIONAL\"}"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().at("/data/result")).isEmpty();
    assertThat(answer.json().at("/warnings/0").asText()).contains("store \"OPTIONAL\":");
  }
}
