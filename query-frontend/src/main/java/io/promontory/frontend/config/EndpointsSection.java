package io.promontory.frontend.config;

import java.util.List;

/** A store that servers at one or more addresses give. */
public abstract sealed class EndpointsSection extends StoreConfig implements TargetKeys
    permits PrometheusStoreSection, GrpcStoreSection {
  @Doc(
      "Addresses of servers that hold the same data, in place of a single one. All are asked; what"
          + " one of them lacks another gives, and one answer is enough.")
  private List<String> replicas = List.of();

  @Doc(
      "Whether names and values of labels are asked of one of the servers that hold the same data,"
          + " and of a second one where that is slower than usual. Half of the calls; but what only"
          + " the other one scraped is not found. Metadata is always asked of one.")
  private boolean labelsOfOne;

  @Doc(
      "Servers as targets, as `host:port`, in place of addresses above; also by the three keys that"
          + " follow. Without any target the store fails.")
  private List<StaticConfig> staticConfigs = List.of();

  @Doc("Targets in files.")
  private List<FileSdSection> fileSdConfigs = List.of();

  @Doc("Targets in DNS.")
  private List<DnsSdSection> dnsSdConfigs = List.of();

  @Doc("Targets that HTTP servers name.")
  private List<HttpSdSection> httpSdConfigs = List.of();

  @Doc(
      "Relabelling of targets, not of series. The address is `__address__`, for `prometheus` also"
          + " `__scheme__` and `__path_prefix__`. Of `prometheus`, targets whose labels are equal after"
          + " it are replicas of the same data; others hold different series and get these labels as"
          + " external labels, those that begin with `__` left out. Of `grpc`, each target has to"
          + " answer, and names its labels itself.")
  private List<RelabelSection> targetRelabelConfigs = List.of();

  @Doc(
      "Whether aggregations that only this store's series go into are left to it, and no samples"
          + " read: `auto`, where the server proves to give the same answer (a Prometheus from version"
          + " 3.5 on, without feature flags that change what expressions mean; a Promontory); `always`,"
          + " its PromQL is taken to be Prometheus' without proof, also that of a Thanos Querier (a"
          + " Prometheus before 3.0 counts samples at both edges of a window, so that answers change,"
          + " and may not know `lookback_delta`); `never`. What cannot be told apart from a wrong answer is not left to it in any case: a"
          + " store with `replicas`, `replica_labels` or `relabel_configs`, and expressions that look"
          + " at labels which the server adds to its samples only.")
  private String pushdown = "auto";

  public List<String> replicas() {
    return replicas;
  }

  public boolean labelsOfOne() {
    return labelsOfOne;
  }

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

  public List<RelabelSection> targetRelabelConfigs() {
    return targetRelabelConfigs;
  }

  public String pushdown() {
    return pushdown;
  }

  /** Whether servers are named as targets. */
  public boolean isDiscovered() {
    return !(staticConfigs.isEmpty()
        && fileSdConfigs.isEmpty()
        && dnsSdConfigs.isEmpty()
        && httpSdConfigs.isEmpty());
  }

  /** The address of the single server, or those of all; none where they are discovered. */
  public List<String> addresses() {
    String one =
        switch (this) {
          case PrometheusStoreSection prometheus -> prometheus.url();
          case GrpcStoreSection grpc -> grpc.address();
        };
    return one == null || one.isEmpty() ? replicas : List.of(one);
  }
}
