package io.promontory.frontend.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Prometheus server, read over remote read. */
@Section
@Doc("A Prometheus server (`type: prometheus`), read over remote read.")
public final class PrometheusStoreSection extends StoreConfig {
  @Doc("Base URL of the server. Required, unless `replicas` is set.")
  private @Nullable String url;

  @Doc("Base URLs of servers that scrape the same targets; this version takes one.")
  private List<String> replicas = List.of();

  @Doc("HTTP basic authentication.")
  private @Nullable BasicAuthConfig basicAuth;

  @Doc("The `Authorization` header; not beside `basic_auth`.")
  private @Nullable AuthorizationConfig authorization;

  @Doc("TLS, for `https` URLs.")
  private @Nullable TlsConfig tlsConfig;

  @Doc("Headers to send with every request.")
  private Map<String, Secret> headers = Map.of();

  public @Nullable String url() {
    return url;
  }

  public List<String> replicas() {
    return replicas;
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
