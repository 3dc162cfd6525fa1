package io.promontory.frontend.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.rules.remotewrite.WriteAnswer;
import io.promontory.rules.remotewrite.WriteTransport;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Posts remote writes over HTTP. */
final class HttpWriteTransport implements WriteTransport {
  private static final String WRITTEN = "X-Prometheus-Remote-Write-";

  private final StoreHttpClient client;

  /**
   * @throws IllegalArgumentException if TLS or who asks is not to be had as configured
   */
  HttpWriteTransport(String name, URI url, HttpClientConfig config, Duration timeout) {
    this.client = new StoreHttpClient(name, url, config, timeout);
  }

  @Override
  public WriteAnswer post(byte[] body, Map<String, String> headers) throws IOException {
    try (HttpAnswer answer = client.post("", body, headers, QueryContext.unbounded())) {
      byte[] start = answer.errorBody();
      String refusal = answer.isOk() ? null : answer.refusal(start);
      boolean confirms =
          isPositive(answer.header(WRITTEN + "Samples-Written"))
              || isPositive(answer.header(WRITTEN + "Histograms-Written"));
      String text = new String(start, UTF_8).strip();
      return new WriteAnswer(
          answer.status(),
          answer.retryAfter(),
          confirms,
          refusal != null ? refusal : text.substring(0, Math.min(300, text.length())));
    } catch (StoreException e) {
      throw new IOException(e.describe(), e);
    }
  }

  private static boolean isPositive(String count) {
    return !count.isEmpty() && count.chars().anyMatch(c -> c >= '1' && c <= '9');
  }

  @Override
  public void close() {
    client.close();
  }
}
