package io.promontory.frontend.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that rule results are written to. */
@Section
@Doc("A server that rule results are written to. Read and checked; this version writes none.")
public final class RemoteWriteConfig {
  @Doc("URL to post to. Required.")
  private String url = "";

  @Doc("Name in logs and metrics; default: the URL.")
  private @Nullable String name;

  @Doc("Longest time to wait for one answer.")
  private Duration remoteTimeout = Duration.ofSeconds(30);

  @Doc("HTTP basic authentication.")
  private @Nullable BasicAuthConfig basicAuth;

  @Doc("The `Authorization` header; not beside `basic_auth`.")
  private @Nullable AuthorizationConfig authorization;

  @Doc("TLS, for `https` URLs.")
  private @Nullable TlsConfig tlsConfig;

  @Doc("How requests are signed for AWS.")
  private @Nullable Sigv4Config sigv4;

  @Doc("Headers to send with every request.")
  private Map<String, Secret> headers = Map.of();

  public String url() {
    return url;
  }

  public @Nullable String name() {
    return name;
  }

  public Duration remoteTimeout() {
    return remoteTimeout;
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

  public @Nullable Sigv4Config sigv4() {
    return sigv4;
  }

  public Map<String, Secret> headers() {
    return headers;
  }
}
