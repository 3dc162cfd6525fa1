package io.promontory.it.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fixture.PromontoryServer;
import io.promontory.it.ui.Browser.View;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages below a prefix and behind a password. */
@Timeout(120)
@ExtendWith(SharedUi.class)
class ServedPagesTest {
  @TempDir private static Path folder;

  private static PromontoryServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    Path web =
        Files.writeString(
            folder.resolve("web.yml"),
            "basic_auth_users: {me: $2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW}\n");
    server =
        PromontoryServer.start(
            folder,
            """
            web: {external_url: "https://metrics.example/prom/", config_file: "%s"}
            stores: []
            """
                .formatted(web));
    port = URI.create(server.client().base()).getPort();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String[] me() {
    byte[] said = "me:U*U".getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(said)};
  }

  @Test
  void aPageWorksBelowAPrefixAndBehindAPassword(Browser browser) {
    browser.open(
        View.WIDE,
        "http://me:U*U@127.0.0.1:" + port + "/prom/query?g0.expr=vector%287%29&g0.tab=table");
    browser.awaitText(".windowed", "7");
    assertThat(browser.problems()).isEmpty();
  }

  @Test
  void withoutThePasswordThereIsNoPage() throws Exception {
    assertThat(get("/prom/query").statusCode()).isEqualTo(401);
  }

  @Test
  void theStartLeadsToTheQueryPageAsUsersSeeIt() throws Exception {
    HttpResponse<String> answer = get("/prom/", me());
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains("/prom/query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prom/rules", "/prom/config/v1/rules", "/prom/assets/none.js", "/query"})
  void whereClientsProbeThereIsNoHtml(String path) throws Exception {
    HttpResponse<String> answer = get(path, me());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }
}
