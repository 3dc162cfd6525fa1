package io.promontory.frontend.config;

import org.jspecify.annotations.Nullable;

/** How the HTTP API shows itself, by the names of Prometheus' {@code --web.*} flags. */
@Section
@Doc("How the HTTP API shows itself, as Prometheus' `--web.*` flags.")
public final class WebConfig {
  @Doc("URL under which users reach this process; default: the address it listens on.")
  private @Nullable String externalUrl;

  @Doc("Path that all routes are under; default: the path of `external_url`.")
  private @Nullable String routePrefix;

  @Doc("Regular expression, fully anchored, of the origins that browsers may call from.")
  private String corsOrigin = ".*";

  @Doc("Lets `POST /-/reload` reload this file and `POST /-/quit` stop the process.")
  private boolean enableLifecycle = false;

  @Doc("Prometheus' web configuration file (TLS and users).")
  private @Nullable String configFile;

  public @Nullable String externalUrl() {
    return externalUrl;
  }

  /** Starts with a slash and ends without one; empty at the root. */
  public String routePrefix() {
    String prefix = routePrefix;
    if (prefix == null) {
      prefix = externalUrl == null ? "" : java.net.URI.create(externalUrl).getRawPath();
    }
    String bare = prefix == null ? "" : prefix.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }

  public String corsOrigin() {
    return corsOrigin;
  }

  public boolean enableLifecycle() {
    return enableLifecycle;
  }

  public @Nullable String configFile() {
    return configFile;
  }
}
