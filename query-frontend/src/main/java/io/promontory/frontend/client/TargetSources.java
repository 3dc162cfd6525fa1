package io.promontory.frontend.client;

import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.DnsSdSection;
import io.promontory.frontend.config.FileSdSection;
import io.promontory.frontend.config.HttpSdSection;
import io.promontory.frontend.config.StaticConfig;
import io.promontory.frontend.config.TargetKeys;
import io.promontory.frontend.discovery.DnsLookup;
import io.promontory.frontend.discovery.DnsTargets;
import io.promontory.frontend.discovery.FileTargets;
import io.promontory.frontend.discovery.HttpTargets;
import io.promontory.frontend.discovery.StaticTargets;
import io.promontory.frontend.discovery.TargetSource;
import io.promontory.series.labels.Labels;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Turns the sections that name targets into what is read. */
public final class TargetSources {
  private final ConfigFile file;
  private final HttpClients clients;

  /**
   * @param clients how to ask a server that names targets
   */
  public TargetSources(ConfigFile file, HttpClients clients) {
    this.file = file;
    this.clients = clients;
  }

  /**
   * The sources of a section.
   *
   * @param name of whose targets they are, in names of threads
   * @throws IllegalArgumentException if a file that it names is missing or broken
   */
  public List<TargetSource> of(String name, TargetKeys keys) {
    List<TargetSource> sources = new ArrayList<>();
    for (StaticConfig targets : keys.staticConfigs()) {
      sources.add(new StaticTargets(targets.targets(), Labels.of(targets.labels())));
    }
    for (FileSdSection files : keys.fileSdConfigs()) {
      sources.add(
          new FileTargets(
              files.files().stream().map(file::resolve).toList(), files.refreshInterval()));
    }
    for (DnsSdSection dns : keys.dnsSdConfigs()) {
      sources.add(
          new DnsTargets(
              dns.names(), dns.type(), dns.port(), dns.refreshInterval(), DnsLookup.ofSystem()));
    }
    for (HttpSdSection http : keys.httpSdConfigs()) {
      sources.add(
          new HttpTargets(
              name, URI.create(http.url()), http.refreshInterval(), clients.config(http)));
    }
    return sources;
  }
}
