package io.promontory.frontend.config;

import io.promontory.adapter.auth.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prometheus' web configuration, a file of its own. */
@Section
@Doc(
    "Prometheus' web configuration: a file of its own, named by `web.config_file`, read again when it changes.")
public final class WebFileSection {
  @Doc("TLS; without it the port speaks plain HTTP.")
  private @Nullable TlsServerSection tlsServerConfig;

  @Doc("Headers of answers.")
  private HttpServerSection httpServerConfig = new HttpServerSection();

  @Doc("How many requests are taken.")
  private RateLimitSection rateLimit = new RateLimitSection();

  @Doc("Users with the bcrypt hashes of their passwords; without any, everyone may ask.")
  private Map<String, Secret> basicAuthUsers = Map.of();

  public @Nullable TlsServerSection tlsServerConfig() {
    return tlsServerConfig;
  }

  public HttpServerSection httpServerConfig() {
    return httpServerConfig;
  }

  public RateLimitSection rateLimit() {
    return rateLimit;
  }

  public Map<String, Secret> basicAuthUsers() {
    return basicAuthUsers;
  }
}
