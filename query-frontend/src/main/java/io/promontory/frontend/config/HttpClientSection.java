package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a section that names an HTTP server, besides where that is. */
@Section
public abstract class HttpClientSection implements HttpClientKeys {
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
}
