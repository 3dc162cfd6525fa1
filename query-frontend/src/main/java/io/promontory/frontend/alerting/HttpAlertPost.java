package io.promontory.frontend.alerting;

import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.rules.notify.AlertPost;
import io.promontory.rules.notify.PostException;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Posts alerts to one Alertmanager over HTTP. */
final class HttpAlertPost implements AlertPost {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final String path;
  private final StoreHttpClient http;

  /**
   * Opens no connection yet.
   *
   * @param url to post to
   * @throws IllegalArgumentException if TLS or who asks is not to be had as configured
   */
  HttpAlertPost(URI url, HttpClientConfig config, Duration timeout) {
    if (url.getHost() == null) {
      throw new IllegalArgumentException(url + " is no URL of a host");
    }
    this.path = url.getRawPath();
    URI base = URI.create(url.getScheme() + "://" + url.getRawAuthority());
    this.http = new StoreHttpClient("alertmanager " + url.getAuthority(), base, config, timeout);
  }

  @Override
  public void post(byte[] alerts) throws PostException {
    try (HttpAnswer answer = http.post(path, alerts, JSON, QueryContext.unbounded())) {
      byte[] start = answer.errorBody();
      if (!answer.isOk()) {
        String refused = answer.refusal(start);
        throw new PostException(refused == null ? answer.describe(start) : refused);
      }
    } catch (StoreException e) {
      throw new PostException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
