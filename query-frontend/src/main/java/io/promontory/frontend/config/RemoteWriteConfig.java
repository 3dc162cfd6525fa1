package io.promontory.frontend.config;

import io.promontory.rules.remotewrite.WriteProtocol;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server that rule results are written to. */
@Section
@Doc(
    "A server that rule results are written to, by Prometheus' remote write. What it has not taken"
        + " stays in the log of results, over restarts, until `storage.retention`. A server that is"
        + " new here gets what comes from then on.")
public final class RemoteWriteConfig extends HttpClientSection {
  @Doc("URL to post to. Required.")
  private String url = "";

  @Doc(
      "Name in logs and metrics, unique; default: the URL. What was sent is remembered under it, so"
          + " that a server may move.")
  private @Nullable String name;

  @Doc("Longest time to wait for one answer.")
  private Duration remoteTimeout = Duration.ofSeconds(30);

  @Doc("`prometheus.WriteRequest` (version 1.0) or `io.prometheus.write.v2.Request` (2.0).")
  private String protobufMessage = WriteProtocol.V1.message();

  @Doc(
      "Whether native histograms are sent. Version 1.0 has none with custom buckets; those are left"
          + " out and counted.")
  private boolean sendNativeHistograms = true;

  @Doc("Relabelling of series, external labels included; what it drops is not sent.")
  private List<RelabelSection> writeRelabelConfigs = List.of();

  @Doc("How it is sent.")
  private QueueConfig queueConfig = new QueueConfig();

  public String url() {
    return url;
  }

  /** The name, or the URL where there is none. */
  public String name() {
    return name == null || name.isBlank() ? url : name;
  }

  public Duration remoteTimeout() {
    return remoteTimeout;
  }

  public String protobufMessage() {
    return protobufMessage;
  }

  public boolean sendNativeHistograms() {
    return sendNativeHistograms;
  }

  public List<RelabelSection> writeRelabelConfigs() {
    return writeRelabelConfigs;
  }

  public QueueConfig queueConfig() {
    return queueConfig;
  }
}
