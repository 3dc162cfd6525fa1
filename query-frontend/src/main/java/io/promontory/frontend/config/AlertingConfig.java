package io.promontory.frontend.config;

import java.time.Duration;
import java.util.List;

/** Where alerts go, and how. */
@Section
@Doc("Where alerts go. Each Alertmanager is sent every alert, by a queue of its own.")
public final class AlertingConfig {
  @Doc("Relabelling of alerts, after `external_labels` are added to those that lack them.")
  private List<RelabelSection> alertRelabelConfigs = List.of();

  @Doc("Groups of Alertmanagers that are reached alike.")
  private List<AlertmanagerConfig> alertmanagers = List.of();

  @Doc("How often an alert that goes on is sent again.")
  private Duration resendDelay = Duration.ofMinutes(1);

  @Doc("Alerts that may wait for one Alertmanager; the oldest give way.")
  private int queueCapacity = 10_000;

  @Doc("Most alerts of one request.")
  private int batchSize = 256;

  @Doc("How long, at the end of the process, is waited for what the queues hold.")
  private Duration drainTimeout = Duration.ofSeconds(10);

  public List<RelabelSection> alertRelabelConfigs() {
    return alertRelabelConfigs;
  }

  public List<AlertmanagerConfig> alertmanagers() {
    return alertmanagers;
  }

  public Duration resendDelay() {
    return resendDelay;
  }

  public int queueCapacity() {
    return queueCapacity;
  }

  public int batchSize() {
    return batchSize;
  }

  public Duration drainTimeout() {
    return drainTimeout;
  }
}
