package io.promontory.frontend.config;

import java.net.URI;
import java.net.URISyntaxException;
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

  @Doc("Prometheus' web configuration file: TLS, users, headers. Read again when it changes.")
  private @Nullable String configFile;

  public @Nullable String externalUrl() {
    return externalUrl;
  }

  /** Starts with a slash and ends without one; empty at the root. */
  public String routePrefix() {
    return prefix(routePrefix, externalUrl);
  }

  static String prefix(@Nullable String routePrefix, @Nullable String externalUrl) {
    String prefix = routePrefix != null ? routePrefix : path(externalUrl);
    int start = 0;
    int end = prefix.length();
    while (start < end && prefix.charAt(start) == '/') {
      start++;
    }
    while (end > start && prefix.charAt(end - 1) == '/') {
      end--;
    }
    return start == end ? "" : "/" + prefix.substring(start, end);
  }

  private static String path(@Nullable String url) {
    try {
      String path = url == null ? null : new URI(url).getRawPath();
      return path == null ? "" : path;
    } catch (URISyntaxException e) {
      return ""; // the checks of the whole file name it
    }
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
