package io.promontory.frontend.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One store to read from: what all kinds share. */
@Section
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PrometheusStoreSection.class, name = "prometheus"),
  @JsonSubTypes.Type(value = GrpcStoreSection.class, name = "grpc"),
  @JsonSubTypes.Type(value = ManagedStoreSection.class, name = "managed"),
  @JsonSubTypes.Type(value = BlocksStoreSection.class, name = "blocks")
})
public abstract sealed class StoreConfig
    permits EndpointsSection, ManagedStoreSection, BlocksStoreSection {
  /** Name of the store that holds what this server's own rules record; no other has it. */
  public static final String OWN_RESULTS = "embedded";

  @Doc("Name of the store in errors, warnings and metrics; unique. Required.")
  private String name = "";

  @Doc(
      "Labels added to every series of the store; they also say which queries it can answer."
          + " Those that a Prometheus adds by itself need not be repeated: they are learnt from its"
          + " configuration. One that some of its series have themselves, as those that it federates,"
          + " is shown on these alone, as the server's own queries do.")
  private Map<String, String> externalLabels = Map.of();

  @Doc(
      "Labels that tell replicas of the same data apart: Prometheus servers that scrape the same"
          + " targets, say. Series that differ in them alone become one, without holes that only some"
          + " replicas have.")
  private List<String> replicaLabels = List.of();

  @Doc(
      "Relabelling of the store's series, external labels included, before `replica_labels` go."
          + " Matchers of a query hold for the labels after it; those on labels that a rule can change"
          + " are not sent to the store, so that more is read.")
  private List<RelabelSection> relabelConfigs = List.of();

  @Doc(
      "Earliest time that the store is asked for: a time in RFC 3339, or a duration from now such as"
          + " `-2h`. The times of the samples that a query needs count.")
  private @Nullable String minTime;

  @Doc("Latest time that the store is asked for, in the same form.")
  private @Nullable String maxTime;

  @Doc("Whether a query fails when this store does; otherwise it is answered with a warning.")
  private boolean required = true;

  @Doc("Longest time to wait for one answer of this store.")
  private Duration timeout = Duration.ofSeconds(20);

  @Doc("Queries that ask the store at the same time; more of them wait.")
  private int maxConcurrency = 64;

  @Doc("Queries that may wait for others to end; more of them are refused.")
  private int maxQueued = 1000;

  @Doc(
      "How often a call is tried again that could not begin: a connection refused, or a status of"
          + " 429, 502 or 503. Not for `blocks`.")
  private int maxRetries = 2;

  public String name() {
    return name;
  }

  public Map<String, String> externalLabels() {
    return externalLabels;
  }

  public List<String> replicaLabels() {
    return replicaLabels;
  }

  public List<RelabelSection> relabelConfigs() {
    return relabelConfigs;
  }

  public @Nullable String minTime() {
    return minTime;
  }

  public @Nullable String maxTime() {
    return maxTime;
  }

  public boolean required() {
    return required;
  }

  public Duration timeout() {
    return timeout;
  }

  public int maxConcurrency() {
    return maxConcurrency;
  }

  public int maxQueued() {
    return maxQueued;
  }

  public int maxRetries() {
    return maxRetries;
  }
}
