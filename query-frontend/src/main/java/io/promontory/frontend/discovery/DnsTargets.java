package io.promontory.frontend.discovery;

import io.promontory.series.labels.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Targets that DNS names: addresses of hosts (A, AAAA) on a port that is configured, or services
 * (SRV) with ports of their own. A name that does not exist has no targets.
 *
 * @param type {@code A}, {@code AAAA} or {@code SRV}
 * @param port of the targets where the type is not {@code SRV}
 */
public record DnsTargets(
    List<String> names, String type, int port, Duration interval, DnsLookup dns)
    implements TargetSource {
  private static final Labels NONE = Labels.EMPTY;

  @Override
  public String kind() {
    return "dns";
  }

  @Override
  public Targets read() throws DiscoveryException {
    List<Target> targets = new ArrayList<>();
    for (String name : names) {
      for (String record : dns.records(name, type)) {
        targets.add(target(name, record));
      }
    }
    return Targets.of(targets);
  }

  private Target target(String name, String record) throws DiscoveryException {
    Labels labels = NONE.with("__meta_dns_name", name);
    switch (type) {
      case "SRV" -> {
        String[] parts = record.strip().split("\\s+");
        if (parts.length != 4) {
          throw new DiscoveryException(name + ": the SRV record \"" + record + "\" is none");
        }
        String host =
            parts[3].endsWith(".") ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
        return Target.of(
            host + ":" + parts[2],
            labels
                .with("__meta_dns_srv_record_target", parts[3])
                .with("__meta_dns_srv_record_port", parts[2]));
      }
      case "AAAA" -> {
        return Target.of("[" + record + "]:" + port, labels);
      }
      default -> {
        return Target.of(record + ":" + port, labels);
      }
    }
  }
}
