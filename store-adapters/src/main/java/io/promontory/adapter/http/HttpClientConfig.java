package io.promontory.adapter.http;

import io.promontory.adapter.auth.HttpAuth;
import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.tls.TlsConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a server over HTTP.
 *
 * @param tls for {@code https} URLs
 * @param auth how to say who asks; null for not at all. It is never said to another host than that
 *     of the base URL.
 * @param headers sent with every request, but not to another host after a redirect
 * @param params to add to the query of every URL, each with its values
 * @param connectTimeout most time to open a connection
 * @param maxBodyBytes most bytes of an answer that is not streamed
 * @param clock for tokens that run out and signatures that carry a time
 */
public record HttpClientConfig(
    TlsConfig tls,
    @Nullable HttpAuth auth,
    Map<String, Secret> headers,
    Map<String, List<String>> params,
    Duration connectTimeout,
    long maxBodyBytes,
    InstantSource clock) {
  public static final HttpClientConfig DEFAULT =
      new HttpClientConfig(
          TlsConfig.SYSTEM,
          null,
          Map.of(),
          Map.of(),
          Duration.ofSeconds(5),
          256L << 20,
          InstantSource.system());

  public HttpClientConfig {
    headers = Map.copyOf(headers);
    params = Map.copyOf(params);
  }

  public HttpClientConfig withTls(TlsConfig other) {
    return new HttpClientConfig(other, auth, headers, params, connectTimeout, maxBodyBytes, clock);
  }

  public HttpClientConfig withAuth(@Nullable HttpAuth other) {
    return new HttpClientConfig(tls, other, headers, params, connectTimeout, maxBodyBytes, clock);
  }

  public HttpClientConfig withHeaders(Map<String, Secret> other) {
    return new HttpClientConfig(tls, auth, other, params, connectTimeout, maxBodyBytes, clock);
  }

  public HttpClientConfig withParams(Map<String, List<String>> other) {
    return new HttpClientConfig(tls, auth, headers, other, connectTimeout, maxBodyBytes, clock);
  }

  public HttpClientConfig withMaxBodyBytes(long bytes) {
    return new HttpClientConfig(tls, auth, headers, params, connectTimeout, bytes, clock);
  }

  public HttpClientConfig withClock(InstantSource other) {
    return new HttpClientConfig(tls, auth, headers, params, connectTimeout, maxBodyBytes, other);
  }
}
