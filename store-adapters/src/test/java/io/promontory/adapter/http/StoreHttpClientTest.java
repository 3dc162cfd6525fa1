package io.promontory.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.StallingServer;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.time.Duration;
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
}
