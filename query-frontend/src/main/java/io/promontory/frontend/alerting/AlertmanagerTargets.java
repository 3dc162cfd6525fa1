package io.promontory.frontend.alerting;

import io.promontory.frontend.config.AlertmanagerConfig;
import io.promontory.frontend.config.RelabelSection;
import io.promontory.frontend.discovery.Discovered;
import io.promontory.frontend.discovery.Discovery;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.discovery.Target;
import io.promontory.frontend.discovery.TargetSource;
import io.promontory.rules.notify.AlertmanagerGroup;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.Relabeling;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the servers of one section and tells its group of them, until it is closed. */
final class AlertmanagerTargets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerTargets.class);
  private static final String PATH = "__alerts_path__";

  private final AlertmanagerGroup group;
  private final Duration drain;
  private final Discovery discovery;
  private List<URI> dropped = List.of();
  private boolean closed;

  /** Begins to look. */
  AlertmanagerTargets(
      String name,
      AlertmanagerConfig config,
      List<TargetSource> sources,
      AlertmanagerGroup group,
      Duration drain,
      DiscoveryListener listener) {
    this.group = group;
    this.drain = drain;
    this.discovery =
        new Discovery(
            name,
            sources,
            Labels.of(Target.SCHEME, config.scheme(), PATH, path(config)),
            rules(config.relabelConfigs()),
            listener,
            this::found);
    if (sources.isEmpty()) {
      group.found(List.of(), true, drain);
    }
    discovery.start();
  }

  static Relabeling rules(List<RelabelSection> sections) {
    return Relabeling.of(sections.stream().map(RelabelSection::rule).toList(), NameScheme.UTF8);
  }

  private static String path(AlertmanagerConfig config) {
    String prefix = config.pathPrefix();
    int start = 0;
    int end = prefix.length();
    while (start < end && prefix.charAt(start) == '/') {
      start++;
    }
    while (end > start && prefix.charAt(end - 1) == '/') {
      end--;
    }
    return (start == end ? "" : "/" + prefix.substring(start, end))
        + "/api/"
        + config.apiVersion()
        + "/alerts";
  }

  private synchronized void found(Discovered now) {
    if (!closed) {
      group.found(urls(now.targets()), now.missing().isEmpty(), drain);
      dropped = urls(now.dropped());
    }
  }

  private static List<URI> urls(List<Target> targets) {
    return targets.stream()
        .map(AlertmanagerTargets::url)
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }

  private static @Nullable URI url(Target target) {
    String path = Objects.requireNonNullElse(target.labels().get(PATH), "/");
    String text = target.labels().getOrEmpty(Target.SCHEME) + "://" + target.address() + path;
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      LOG.warn("the target {} is no Alertmanager: {}", text, e.getMessage());
      return null;
    }
  }

  /** Those that relabelling drops. */
  synchronized List<URI> dropped() {
    return dropped;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    discovery.close();
  }
}
