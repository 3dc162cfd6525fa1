package io.promontory.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.adapter.auth.Authorization;
import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.testing.StallingServer;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireServer;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StoreHttpClientTest {
  @Test
  void whoInterruptsAReaderGivesUpTheCall() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    try (StallingServer server = new StallingServer();
        StoreHttpClient client =
            new StoreHttpClient(
                "eu", server.uri(), HttpClientConfig.DEFAULT, Duration.ofSeconds(60))) {
      FutureTask<StoreException> failure =
          new FutureTask<>(
              () -> {
                try (HttpAnswer answer = client.get("/", QueryContext.unbounded())) {
                  assertThat(answer.body().read()).isEqualTo('{');
                  reading.countDown();
                  int unused = answer.body().read();
                  throw new AssertionError("the server sends no more");
                } catch (StoreException e) {
                  return e;
                }
              });
      Thread reader = Thread.ofVirtual().start(failure);
      reading.await();
      reader.interrupt();
      assertThat(failure.get().kind()).isEqualTo(StoreException.Kind.CANCELED);
      assertThat(failure.get()).hasMessage("interrupted after 1 bytes of the answer");
    }
  }

  @Test
  void aValueThatCannotBeSentIsNotShown() {
    HttpClientConfig config = HttpClientConfig.DEFAULT;
    assertUnsent(
        config.withAuth(new Authorization("Bearer", Secret.of("hush-line\n"))), "Authorization");
    assertUnsent(config.withHeaders(Map.of("X-Key", Secret.of("hush-a\nb"))), "X-Key");
  }

  private static void assertUnsent(HttpClientConfig config, String header) {
    try (WireServer server = new WireServer(request -> WireAnswer.of(200, "text/plain", ""));
        StoreHttpClient client =
            new StoreHttpClient("eu", server.uri(), config, Duration.ofSeconds(60))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> client.get("/", QueryContext.unbounded()))
          .withMessageStartingWith("the header " + header + " cannot be sent: it has a line break")
          .satisfies(e -> assertThat(printed(e)).doesNotContain("hush"));
    }
  }

  private static String printed(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
