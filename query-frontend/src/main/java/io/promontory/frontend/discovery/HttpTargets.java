package io.promontory.frontend.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Targets that an HTTP server names, as a JSON list of target groups. */
public final class HttpTargets implements TargetSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The URL of the server that names a target. */
  private static final String URL = "__meta_url";

  private final URI url;
  private final Duration interval;
  private final StoreHttpClient http;

  /**
   * @param store for whom, in names of threads
   * @throws IllegalArgumentException if a file that the configuration names is missing or broken
   */
  public HttpTargets(String store, URI url, Duration interval, HttpClientConfig config) {
    this.url = url;
    this.interval = interval;
    Map<String, Secret> headers = new HashMap<>(config.headers());
    headers.put("X-Prometheus-Refresh-Interval-Seconds", Secret.of(seconds(interval)));
    headers.put("Accept", Secret.of("application/json"));
    URI base = URI.create(url.getScheme() + "://" + url.getRawAuthority());
    Duration timeout = interval.compareTo(TIMEOUT) < 0 ? interval : TIMEOUT;
    this.http = new StoreHttpClient(store, base, config.withHeaders(headers), timeout);
  }

  /** As Prometheus writes them: {@code 60}, {@code 0.5}. */
  private static String seconds(Duration interval) {
    return BigDecimal.valueOf(interval.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Targets read() throws DiscoveryException {
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    try (HttpAnswer answer = http.get(path + query, QueryContext.unbounded())) {
      if (answer.status() != 200) {
        throw new DiscoveryException(url + ": HTTP " + answer.status());
      }
      if (!answer.contentType().toLowerCase(Locale.ROOT).startsWith("application/json")) {
        throw new DiscoveryException(
            url + ": answers " + answer.contentType() + ", not application/json");
      }
      byte[] body = answer.body().readNBytes(TargetGroups.MOST_BYTES + 1);
      if (body.length > TargetGroups.MOST_BYTES) {
        throw new DiscoveryException(url + ": more than " + TargetGroups.MOST_BYTES + " bytes");
      }
      return Targets.of(
          TargetGroups.json(new String(body, UTF_8)).stream()
              .map(target -> target.with(URL, url.toString()))
              .toList());
    } catch (StoreException | IOException e) {
      throw new DiscoveryException(url + ": " + e.getMessage());
    } catch (DiscoveryException e) {
      String text = String.valueOf(e.getMessage());
      throw text.startsWith(url.toString()) ? e : new DiscoveryException(url + ": " + text);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
