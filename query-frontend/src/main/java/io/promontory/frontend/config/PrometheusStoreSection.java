package io.promontory.frontend.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Prometheus server, read over remote read. */
@Section
@Doc("A Prometheus server (`type: prometheus`), read over remote read.")
public final class PrometheusStoreSection extends EndpointsSection {
  @Doc("Base URL of the server. Required, unless `replicas` or targets are set.")
  private @Nullable String url;

  @Doc("HTTP basic authentication.")
  private @Nullable BasicAuthConfig basicAuth;

  @Doc("The `Authorization` header; not beside `basic_auth`.")
  private @Nullable AuthorizationConfig authorization;

  @Doc("TLS, for `https` URLs.")
  private @Nullable TlsConfig tlsConfig;

  @Doc("Headers to send with every request.")
  private Map<String, Secret> headers = Map.of();

  @Doc("Parameters to add to the query of every request's URL, each with its values.")
  private Map<String, List<String>> params = Map.of();

  public @Nullable String url() {
    return url;
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

  public Map<String, List<String>> params() {
    return params;
  }
}
