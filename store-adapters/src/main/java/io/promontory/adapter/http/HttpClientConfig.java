package io.promontory.adapter.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a store over HTTP.
 *
 * @param tls for {@code https} URLs
 * @param basicAuth not beside {@code authorization}
 * @param headers sent with every request, but not to another host after a redirect
 * @param params to add to the query of every URL, each with its values
 * @param connectTimeout most time to open a connection
 * @param maxBodyBytes most bytes of an answer that is not streamed
 */
public record HttpClientConfig(
    TlsConfig tls,
    @Nullable BasicAuth basicAuth,
    @Nullable Authorization authorization,
    Map<String, Secret> headers,
    Map<String, List<String>> params,
    Duration connectTimeout,
    long maxBodyBytes) {
  public static final HttpClientConfig DEFAULT =
      new HttpClientConfig(
          TlsConfig.SYSTEM, null, null, Map.of(), Map.of(), Duration.ofSeconds(5), 256L << 20);

  public HttpClientConfig {
    headers = Map.copyOf(headers);
    params = Map.copyOf(params);
    if (basicAuth != null && authorization != null) {
      throw new IllegalArgumentException("basic_auth and authorization exclude each other");
    }
  }

  public HttpClientConfig withTls(TlsConfig newTls) {
    return new HttpClientConfig(
        newTls, basicAuth, authorization, headers, params, connectTimeout, maxBodyBytes);
  }

  public HttpClientConfig withBasicAuth(@Nullable BasicAuth newAuth) {
    return new HttpClientConfig(
        tls, newAuth, authorization, headers, params, connectTimeout, maxBodyBytes);
  }

  public HttpClientConfig withAuthorization(@Nullable Authorization newAuthorization) {
    return new HttpClientConfig(
        tls, basicAuth, newAuthorization, headers, params, connectTimeout, maxBodyBytes);
  }

  public HttpClientConfig withHeaders(Map<String, Secret> newHeaders) {
    return new HttpClientConfig(
        tls, basicAuth, authorization, newHeaders, params, connectTimeout, maxBodyBytes);
  }

  public HttpClientConfig withParams(Map<String, List<String>> newParams) {
    return new HttpClientConfig(
        tls, basicAuth, authorization, headers, newParams, connectTimeout, maxBodyBytes);
  }

  public HttpClientConfig withMaxBodyBytes(long bytes) {
    return new HttpClientConfig(
        tls, basicAuth, authorization, headers, params, connectTimeout, bytes);
  }
}
