package io.promontory.frontend.config;

import io.promontory.adapter.tls.ClientTls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the certificates, keys and authorities that the clients of a good file cannot use. */
final class TlsFiles {
  private final ConfigFile file;
  private final List<String> problems = new ArrayList<>();

  private TlsFiles(ConfigFile file) {
    this.file = file;
  }

  /** What is wrong with them, one line each. */
  static List<String> problems(ConfigFile file) {
    TlsFiles files = new TlsFiles(file);
    files.check();
    return List.copyOf(files.problems);
  }

  private void check() {
    FrontendConfig config = file.config();
    for (int i = 0; i < config.stores().size(); i++) {
      store(config.stores().get(i), "stores[" + i + "]");
    }
    for (int i = 0; i < config.remoteWrite().size(); i++) {
      client(config.remoteWrite().get(i), "remote_write[" + i + "]");
    }
    List<AlertmanagerConfig> alertmanagers = config.alerting().alertmanagers();
    for (int i = 0; i < alertmanagers.size(); i++) {
      client(alertmanagers.get(i), "alerting.alertmanagers[" + i + "]");
      targets(alertmanagers.get(i), "alerting.alertmanagers[" + i + "]");
    }
    if (config.ruleQuery() != null) {
      client(config.ruleQuery(), "rule_query");
    }
  }

  private void store(StoreConfig store, String where) {
    switch (store) {
      case PrometheusStoreSection prometheus -> {
        client(prometheus, where);
        targets(prometheus, where);
      }
      case GrpcStoreSection grpc -> {
        tls(grpc.tlsConfig(), where + ".tls_config");
        targets(grpc, where);
      }
      case ManagedStoreSection managed -> client(managed, where);
      case BlocksStoreSection ignored -> {}
    }
  }

  private void targets(TargetKeys keys, String where) {
    for (int i = 0; i < keys.httpSdConfigs().size(); i++) {
      client(keys.httpSdConfigs().get(i), where + ".http_sd_configs[" + i + "]");
    }
  }

  private void client(HttpClientKeys keys, String where) {
    tls(keys.tlsConfig(), where + ".tls_config");
    if (keys.oauth2() != null) {
      tls(keys.oauth2().tlsConfig(), where + ".oauth2.tls_config");
    }
  }

  private void tls(@Nullable TlsConfig config, String where) {
    if (config == null) {
      return;
    }
    try {
      ClientTls unused = new ClientTls(config.at(file::resolve));
    } catch (IllegalArgumentException e) {
      problems.add(file.path() + ": " + where + " cannot be used: " + e.getMessage());
    }
  }
}
