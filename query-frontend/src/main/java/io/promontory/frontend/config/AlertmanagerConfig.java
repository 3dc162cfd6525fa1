package io.promontory.frontend.config;

import java.time.Duration;
import java.util.List;

/** Alertmanagers that alerts are sent to. */
@Section
@Doc("Alertmanagers that alerts are sent to.")
public final class AlertmanagerConfig extends HttpClientSection {
  @Doc("Their addresses.")
  private List<StaticConfig> staticConfigs = List.of();

  @Doc("`http` or `https`.")
  private String scheme = "http";

  @Doc("Path in front of the API's own.")
  private String pathPrefix = "";

  @Doc("Longest time to wait for one answer.")
  private Duration timeout = Duration.ofSeconds(10);

  public List<StaticConfig> staticConfigs() {
    return staticConfigs;
  }

  public String scheme() {
    return scheme;
  }

  public String pathPrefix() {
    return pathPrefix;
  }

  public Duration timeout() {
    return timeout;
  }
}
