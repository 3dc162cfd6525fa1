package io.promontory.frontend.alerting;

import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.frontend.client.HttpClients;
import io.promontory.frontend.client.TargetSources;
import io.promontory.frontend.config.AlertingConfig;
import io.promontory.frontend.config.AlertmanagerConfig;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ExternalUrl;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.discovery.TargetSource;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.notify.AlertmanagerGroup;
import io.promontory.rules.notify.GroupTerms;
import io.promontory.rules.notify.Notifier;
import io.promontory.rules.notify.NotifyMetrics;
import io.promontory.rules.notify.NotifyTerms;
import io.promontory.rules.notify.SendLimits;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Alertmanagers of the configuration in force, and the way of alerts to them. Over a reload a
 * server that stays keeps its queue.
 */
public final class Alertmanagers implements AutoCloseable {
  private record Section(AlertmanagerGroup group, AlertmanagerTargets targets) {}

  private final NotifyMetrics metrics;
  private final DiscoveryListener listener;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alerts-", 0).factory());
  private final Notifier notifier =
      new Notifier(new NotifyTerms(Labels.EMPTY, Relabeling.NONE, Duration.ofMinutes(1), ""));
  private List<Section> sections = List.of();
  private Duration drain = Duration.ZERO;

  public Alertmanagers(NotifyMetrics metrics, DiscoveryListener listener) {
    this.metrics = metrics;
    this.listener = listener;
  }

  /** Is told of alerts, and tells the Alertmanagers. */
  public AlertListener listener() {
    return notifier;
  }

  /**
   * Whether the section of a file can be put in force.
   *
   * @throws ConfigException if a file that it names is missing or broken
   */
  public static void check(ConfigFile file) throws ConfigException {
    HttpClients clients = new HttpClients(file::resolve);
    List<AlertmanagerConfig> all = file.config().alerting().alertmanagers();
    for (int i = 0; i < all.size(); i++) {
      AlertmanagerConfig config = all.get(i);
      URI nobody = URI.create(config.scheme() + "://127.0.0.1/");
      try {
        new HttpAlertPost(nobody, clients.config(config), config.timeout()).close();
        new TargetSources(file, clients).of(name(i), config).forEach(TargetSource::close);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(
            file.path() + ": " + name(i) + " cannot be used: " + e.getMessage());
      }
    }
  }

  /**
   * Puts the section of a file in force.
   *
   * @throws ConfigException if that cannot be; what was in force still is
   */
  public synchronized void update(ConfigFile file) throws ConfigException {
    check(file);
    AlertingConfig alerting = file.config().alerting();
    List<AlertmanagerConfig> wanted = alerting.alertmanagers();
    drain = alerting.drainTimeout();
    metrics.capacity(alerting.queueCapacity());
    List<Section> next = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      AlertmanagerGroup before = i < sections.size() ? sections.get(i).group() : null;
      if (before != null) {
        sections.get(i).targets().close();
      }
      GroupTerms terms = terms(file, wanted.get(i));
      AlertmanagerGroup group = before;
      if (group == null) {
        group = new AlertmanagerGroup(terms, executor, metrics);
      } else {
        group.reconfigure(terms);
      }
      List<TargetSource> sources =
          new TargetSources(file, new HttpClients(file::resolve)).of(name(i), wanted.get(i));
      next.add(
          new Section(
              group,
              new AlertmanagerTargets(name(i), wanted.get(i), sources, group, drain, listener)));
    }
    List<Section> rest =
        sections.subList(Math.min(wanted.size(), sections.size()), sections.size());
    sections = next;
    notifier.update(
        new NotifyTerms(
            Labels.of(file.config().global().externalLabels()),
            AlertmanagerTargets.rules(alerting.alertRelabelConfigs()),
            alerting.resendDelay(),
            ExternalUrl.of(file.config())),
        next.stream().map(Section::group).toList());
    Duration patience = drain;
    for (Section old : rest) {
      old.targets().close();
      executor.execute(() -> old.group().close(patience));
    }
  }

  private static GroupTerms terms(ConfigFile file, AlertmanagerConfig config) {
    AlertingConfig alerting = file.config().alerting();
    HttpClientConfig client = new HttpClients(file::resolve).config(config);
    return new GroupTerms(
        AlertmanagerTargets.rules(config.alertRelabelConfigs()),
        url -> new HttpAlertPost(url, client, config.timeout()),
        new SendLimits(alerting.queueCapacity(), alerting.batchSize()));
  }

  private static String name(int index) {
    return "alerting.alertmanagers[" + index + "]";
  }

  /** URLs that are sent to. */
  public synchronized List<URI> active() {
    return sections.stream().flatMap(section -> section.group().servers().stream()).toList();
  }

  /** URLs of targets that relabelling drops. */
  public synchronized List<URI> dropped() {
    return sections.stream().flatMap(section -> section.targets().dropped().stream()).toList();
  }

  /** Takes no further alerts; sends what waits, as long as the configuration allows. */
  @Override
  public synchronized void close() {
    sections.forEach(section -> section.targets().close());
    List<Runnable> closing =
        sections.stream().<Runnable>map(section -> () -> section.group().close(drain)).toList();
    closing.forEach(executor::execute);
    sections = List.of();
    executor.close();
  }
}
