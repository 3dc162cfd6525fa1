package io.promontory.frontend.client;

import io.promontory.adapter.auth.Authorization;
import io.promontory.adapter.auth.BasicAuth;
import io.promontory.adapter.auth.HttpAuth;
import io.promontory.adapter.auth.OAuth2;
import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.tls.TlsConfig;
import io.promontory.frontend.config.AuthorizationConfig;
import io.promontory.frontend.config.BasicAuthConfig;
import io.promontory.frontend.config.HttpClientKeys;
import io.promontory.frontend.config.OAuth2Config;
import io.promontory.frontend.config.Sigv4Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns the sections about HTTP servers into what their clients are made of. */
public final class HttpClients {
  private final Function<String, Path> files;

  /**
   * @param files where a path in the configuration leads
   */
  public HttpClients(Function<String, Path> files) {
    this.files = files;
  }

  /** How to reach a server: who asks, TLS, headers. */
  public HttpClientConfig config(HttpClientKeys keys) {
    return HttpClientConfig.DEFAULT
        .withTls(tls(keys.tlsConfig()))
        .withAuth(auth(keys))
        .withHeaders(keys.headers());
  }

  /** How to speak TLS. */
  public TlsConfig tls(io.promontory.frontend.config.@Nullable TlsConfig config) {
    return config == null ? TlsConfig.SYSTEM : config.at(files);
  }

  private @Nullable HttpAuth auth(HttpClientKeys keys) {
    BasicAuthConfig basic = keys.basicAuth();
    if (basic != null) {
      return new BasicAuth(
          basic.username(), Secrets.of(basic.password(), basic.passwordFile(), files));
    }
    AuthorizationConfig header = keys.authorization();
    if (header != null) {
      return new Authorization(
          header.type(), Secrets.of(header.credentials(), header.credentialsFile(), files));
    }
    OAuth2Config client = keys.oauth2();
    if (client != null) {
      return oauth2(client);
    }
    Sigv4Config signatures = keys.sigv4();
    return signatures == null ? null : sigv4(signatures);
  }

  private OAuth2 oauth2(OAuth2Config config) {
    return new OAuth2(
        config.clientId(),
        Secrets.of(config.clientSecret(), config.clientSecretFile(), files),
        URI.create(config.tokenUrl()),
        config.scopes(),
        config.endpointParams(),
        tls(config.tlsConfig()));
  }

  private Sigv4 sigv4(Sigv4Config config) {
    return new Sigv4(
        config.region(),
        config.service(),
        AwsIdentities.source(config, files),
        AwsIdentities.role(config));
  }
}
