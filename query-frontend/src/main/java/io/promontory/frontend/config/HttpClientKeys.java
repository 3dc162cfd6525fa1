package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What sections that name an HTTP server have in common: who we are there, and how it is reached.
 */
public interface HttpClientKeys {
  @Nullable BasicAuthConfig basicAuth();

  @Nullable AuthorizationConfig authorization();

  @Nullable OAuth2Config oauth2();

  @Nullable Sigv4Config sigv4();

  @Nullable TlsConfig tlsConfig();

  Map<String, Secret> headers();
}
