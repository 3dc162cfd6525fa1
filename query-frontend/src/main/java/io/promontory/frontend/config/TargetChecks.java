package io.promontory.frontend.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What makes good sources of targets. */
final class TargetChecks {
  private static final Set<String> ENDINGS =
      Set.of(".json", ".yml", ".yaml", ".JSON", ".YML", ".YAML");
  private static final Set<String> RECORD_TYPES = Set.of("A", "AAAA", "SRV");

  private final TargetKeys keys;
  private final List<?> path;
  private final Problems problems;

  private TargetChecks(TargetKeys keys, List<?> path, Problems problems) {
    this.keys = keys;
    this.path = path;
    this.problems = problems;
  }

  /** Checks everything but the addresses of fixed targets. */
  static void check(TargetKeys keys, List<?> path, Problems problems) {
    new TargetChecks(keys, path, problems).check();
  }

  private void check() {
    for (int i = 0; i < keys.fileSdConfigs().size(); i++) {
      file(keys.fileSdConfigs().get(i), i);
    }
    for (int i = 0; i < keys.dnsSdConfigs().size(); i++) {
      dns(keys.dnsSdConfigs().get(i), i);
    }
    for (int i = 0; i < keys.httpSdConfigs().size(); i++) {
      HttpSdSection config = keys.httpSdConfigs().get(i);
      Addresses.checkUrl(
          config.url().replaceFirst("\\?.*", ""), to("http_sd_configs", i, "url"), problems);
      ConfigChecks.positive(
          config.refreshInterval(), to("http_sd_configs", i, "refresh_interval"), problems);
      HttpClientChecks.check(config, to("http_sd_configs", i), problems);
    }
  }

  private void file(FileSdSection config, int at) {
    if (config.files().isEmpty()) {
      problems.at(to("file_sd_configs", at), "needs the key \"files\"");
    }
    for (int i = 0; i < config.files().size(); i++) {
      String file = config.files().get(i);
      int slash = file.lastIndexOf('/');
      boolean isKnown = ENDINGS.stream().anyMatch(file::endsWith);
      boolean isDeep = slash >= 0 && file.lastIndexOf('*', slash) >= 0;
      if (!isKnown || isDeep) {
        problems.at(
            to("file_sd_configs", at, "files", i),
            "must end in .json, .yml or .yaml, with * in the last element of the path only");
      }
    }
    ConfigChecks.positive(
        config.refreshInterval(), to("file_sd_configs", at, "refresh_interval"), problems);
  }

  private void dns(DnsSdSection config, int at) {
    if (config.names().isEmpty()) {
      problems.at(to("dns_sd_configs", at), "needs the key \"names\"");
    }
    if (!RECORD_TYPES.contains(config.type())) {
      problems.at(
          to("dns_sd_configs", at, "type"), "is \"" + config.type() + "\"; known: A, AAAA, SRV");
    } else if (!config.type().equals("SRV") && (config.port() < 1 || config.port() > 65535)) {
      problems.at(to("dns_sd_configs", at), "needs the key \"port\", from 1 to 65535");
    }
    ConfigChecks.positive(
        config.refreshInterval(), to("dns_sd_configs", at, "refresh_interval"), problems);
  }

  private List<Object> to(Object... steps) {
    List<Object> longer = new ArrayList<>(path);
    longer.addAll(List.of(steps));
    return longer;
  }
}
