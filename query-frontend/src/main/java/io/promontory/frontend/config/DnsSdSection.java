package io.promontory.frontend.config;

import java.time.Duration;
import java.util.List;

/** Names in DNS that stand for targets. */
@Section
@Doc("Names in DNS that stand for targets. Rules see `__meta_dns_name`.")
public final class DnsSdSection {
  @Doc("Names to look up. Required.")
  private List<String> names = List.of();

  @Doc("Type of records: `SRV`, `A` or `AAAA`.")
  private String type = "SRV";

  @Doc("Port of the targets where the type is not `SRV`.")
  private int port;

  @Doc("How often names are looked up.")
  private Duration refreshInterval = Duration.ofSeconds(30);

  public List<String> names() {
    return names;
  }

  public String type() {
    return type;
  }

  public int port() {
    return port;
  }

  public Duration refreshInterval() {
    return refreshInterval;
  }
}
