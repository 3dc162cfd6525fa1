package io.promontory.frontend.config;

import java.time.Duration;
import java.util.List;

/** Alertmanagers that are reached alike. */
@Section
@Doc("Alertmanagers that are reached alike. All that the sources name are sent to.")
public final class AlertmanagerConfig extends HttpClientSection implements TargetKeys {
  @Doc("Their addresses.")
  private List<StaticConfig> staticConfigs = List.of();

  @Doc("Targets in files.")
  private List<FileSdSection> fileSdConfigs = List.of();

  @Doc("Targets in DNS.")
  private List<DnsSdSection> dnsSdConfigs = List.of();

  @Doc("Targets that HTTP servers name.")
  private List<HttpSdSection> httpSdConfigs = List.of();

  @Doc(
      "Relabelling of targets. The URL is made of `__scheme__`, `__address__` and `__alerts_path__`.")
  private List<RelabelSection> relabelConfigs = List.of();

  @Doc("Relabelling of the alerts that these are sent, after that for all.")
  private List<RelabelSection> alertRelabelConfigs = List.of();

  @Doc("`http` or `https`.")
  private String scheme = "http";

  @Doc("Path in front of the API's own.")
  private String pathPrefix = "/";

  @Doc("Longest time to wait for one answer.")
  private Duration timeout = Duration.ofSeconds(10);

  @Doc("Version of Alertmanager's API: `v2`, the only one.")
  private String apiVersion = "v2";

  @Override
  public List<StaticConfig> staticConfigs() {
    return staticConfigs;
  }

  @Override
  public List<FileSdSection> fileSdConfigs() {
    return fileSdConfigs;
  }

  @Override
  public List<DnsSdSection> dnsSdConfigs() {
    return dnsSdConfigs;
  }

  @Override
  public List<HttpSdSection> httpSdConfigs() {
    return httpSdConfigs;
  }

  public List<RelabelSection> relabelConfigs() {
    return relabelConfigs;
  }

  public List<RelabelSection> alertRelabelConfigs() {
    return alertRelabelConfigs;
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

  public String apiVersion() {
    return apiVersion;
  }
}
