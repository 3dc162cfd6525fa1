package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Prometheus server, read over remote read. */
@Section
@Doc("A Prometheus server (`type: prometheus`), read over remote read.")
public final class PrometheusStoreSection extends EndpointsSection implements HttpClientKeys {
  @Doc("Base URL of the server. Required, unless `replicas` or targets are set.")
  private @Nullable String url;

  @Doc("HTTP basic authentication. At most one of this, `authorization`, `oauth2` and `sigv4`.")
  private @Nullable BasicAuthConfig basicAuth;

  @Doc("The `Authorization` header.")
  private @Nullable AuthorizationConfig authorization;

  @Doc("Bearer tokens of a token server, by OAuth 2.0 client credentials.")
  private @Nullable OAuth2Config oauth2;

  @Doc("Signatures of AWS.")
  private @Nullable Sigv4Config sigv4;

  @Doc("TLS, for `https` URLs.")
  private @Nullable TlsConfig tlsConfig;

  @Doc(
      "Headers to send with every request, such as `X-Scope-OrgID`; a redirect to another host goes without.")
  private Map<String, Secret> headers = Map.of();

  @Doc("Parameters to add to the query of every request's URL, each with its values.")
  private Map<String, List<String>> params = Map.of();

  public @Nullable String url() {
    return url;
  }

  @Override
  public @Nullable BasicAuthConfig basicAuth() {
    return basicAuth;
  }

  @Override
  public @Nullable AuthorizationConfig authorization() {
    return authorization;
  }

  @Override
  public @Nullable OAuth2Config oauth2() {
    return oauth2;
  }

  @Override
  public @Nullable Sigv4Config sigv4() {
    return sigv4;
  }

  @Override
  public @Nullable TlsConfig tlsConfig() {
    return tlsConfig;
  }

  @Override
  public Map<String, Secret> headers() {
    return headers;
  }

  public Map<String, List<String>> params() {
    return params;
  }
}
