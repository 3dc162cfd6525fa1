package io.promontory.frontend.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP server that names targets. */
@Section
@Doc("An HTTP server that names targets, as a JSON list of target groups.")
public final class HttpSdSection {
  @Doc("URL to get. Required.")
  private String url = "";

  @Doc("How often it is asked.")
  private Duration refreshInterval = Duration.ofMinutes(1);

  @Doc("HTTP basic authentication.")
  private @Nullable BasicAuthConfig basicAuth;

  @Doc("The `Authorization` header; not beside `basic_auth`.")
  private @Nullable AuthorizationConfig authorization;

  @Doc("TLS, for `https` URLs.")
  private @Nullable TlsConfig tlsConfig;

  @Doc("Headers to send with every request.")
  private Map<String, Secret> headers = Map.of();

  public String url() {
    return url;
  }

  public Duration refreshInterval() {
    return refreshInterval;
  }

  public @Nullable BasicAuthConfig basicAuth() {
    return basicAuth;
  }

  public @Nullable AuthorizationConfig authorization() {
    return authorization;
  }

  public @Nullable TlsConfig tlsConfig() {
    return tlsConfig;
  }

  public Map<String, Secret> headers() {
    return headers;
  }
}
