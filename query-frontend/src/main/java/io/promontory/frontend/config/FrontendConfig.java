package io.promontory.frontend.config;

import io.dropwizard.core.Configuration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole file. Dropwizard's sections {@code server} and {@code logging} come with the
 * superclass.
 */
@Section
@Doc("The top of the file. Only `stores` is required.")
public final class FrontendConfig extends Configuration {
  @Doc("Serves these stores over gRPC; absent: no gRPC port.")
  private @Nullable GrpcConfig grpc;

  @Doc("What holds for the whole process.")
  private GlobalConfig global = new GlobalConfig();

  @Doc("Limits and defaults of queries.")
  private QueryConfig query = new QueryConfig();

  @Doc(
      "Prometheus' own names of features to switch on: `promql-experimental-functions`,"
          + " `promql-extended-range-selectors` (`anchored`, `smoothed`),"
          + " `promql-binop-fill-modifiers`, `promql-delayed-name-removal`, `type-and-unit-labels`,"
          + " `use-start-timestamps`, `search-api`.")
  private List<String> featureFlags = List.of();

  @Doc("The embedded storage.")
  private StorageConfig storage = new StorageConfig();

  @Doc("The stores to read from; may be empty. Required.")
  private List<StoreConfig> stores = List.of();

  @Doc("Rule files, as globs, evaluated over all stores; results live in the embedded storage.")
  private List<String> ruleFiles = List.of();

  @Doc("Who evaluates the expressions of rules; absent: this process, over its stores.")
  private @Nullable RuleQueryConfig ruleQuery;

  @Doc("Which of several processes records; absent: this one does, whatever others do.")
  private @Nullable RuleLeaseConfig ruleLease;

  @Doc("Where alerts go.")
  private AlertingConfig alerting = new AlertingConfig();

  @Doc("Where rule results are written to.")
  private List<RemoteWriteConfig> remoteWrite = List.of();

  @Doc("How the HTTP API shows itself.")
  private WebConfig web = new WebConfig();

  public @Nullable GrpcConfig grpc() {
    return grpc;
  }

  public GlobalConfig global() {
    return global;
  }

  public QueryConfig query() {
    return query;
  }

  public List<String> featureFlags() {
    return featureFlags;
  }

  public StorageConfig storage() {
    return storage;
  }

  public List<StoreConfig> stores() {
    return stores;
  }

  /** The store that {@code storage.archive} names; null where there is none. */
  public @Nullable BlocksStoreSection archive() {
    for (StoreConfig store : stores) {
      if (store instanceof BlocksStoreSection blocks && store.name().equals(storage.archive())) {
        return blocks;
      }
    }
    return null;
  }

  public List<String> ruleFiles() {
    return ruleFiles;
  }

  public @Nullable RuleQueryConfig ruleQuery() {
    return ruleQuery;
  }

  public @Nullable RuleLeaseConfig ruleLease() {
    return ruleLease;
  }

  public AlertingConfig alerting() {
    return alerting;
  }

  public List<RemoteWriteConfig> remoteWrite() {
    return remoteWrite;
  }

  public WebConfig web() {
    return web;
  }
}
