package io.promontory.frontend.rules;

import io.promontory.frontend.client.HttpClients;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.QueueConfig;
import io.promontory.frontend.config.RelabelSection;
import io.promontory.frontend.config.RemoteWriteConfig;
import io.promontory.frontend.metrics.RemoteWriteMetrics;
import io.promontory.rules.remotewrite.QueueSettings;
import io.promontory.rules.remotewrite.ReceiverQueue;
import io.promontory.rules.remotewrite.RemoteWriteSettings;
import io.promontory.rules.remotewrite.WriteProtocol;
import io.promontory.rules.remotewrite.WriteTransport;
import io.promontory.rules.results.ResultLog;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.Relabeling;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The servers that results are written to. A reload that changes them begins their queues anew; any
 * other gives the queues new ways to their servers, which read their files again.
 */
final class RemoteWrites implements AutoCloseable {
  private final RemoteWriteMetrics metrics;
  private final InstantSource clock;
  private @Nullable ConfigFile inForce;
  private volatile boolean settled;
  private volatile List<ReceiverQueue> queues = List.of();
  private List<RenewableTransport> ways = List.of();

  /** A server that can be written to. */
  private record Receiver(RemoteWriteSettings settings, String url, WriteTransport transport) {}

  RemoteWrites(RemoteWriteMetrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Writes what comes into a log to the servers of a file.
   *
   * @throws ConfigException if one cannot be written to as configured; those before stay in force
   */
  void update(ConfigFile file, ResultLog log) throws ConfigException {
    List<Receiver> receivers = receivers(file);
    ConfigFile before = inForce;
    if (before != null) {
      List<String> changed = file.sectionsUnlike(before);
      if (!changed.contains("remote_write") && !changed.contains("global")) {
        renew(receivers);
        return;
      }
    }
    try {
      settled = false;
      inForce = null; // what fails from here on is begun anew by the next reload, whichever it is
      close();
      Path folder = file.resolve(file.config().storage().path()).resolve("remote-write");
      List<ReceiverQueue> started = new CopyOnWriteArrayList<>();
      queues = started;
      ways = new ArrayList<>();
      for (Receiver receiver : receivers) {
        RemoteWriteSettings settings = receiver.settings();
        RenewableTransport way = new RenewableTransport(receiver.transport());
        ReceiverQueue queue =
            ReceiverQueue.start(
                settings, log, folder, way, metrics.of(settings, receiver.url()), clock);
        started.add(queue);
        ways.add(way);
        metrics.watch(settings, receiver.url(), queue::pending);
      }
      metrics.watch(log::newest);
      settled = true;
      inForce = file;
    } catch (IOException e) {
      receivers.stream().skip(queues.size()).forEach(left -> left.transport().close());
      throw new ConfigException("remote write cannot keep how far it is: " + e.getMessage());
    }
  }

  /**
   * Whether the servers of a file can be written to.
   *
   * @throws ConfigException if a file that it names is missing or broken
   */
  static void check(ConfigFile file) throws ConfigException {
    receivers(file).forEach(receiver -> receiver.transport().close());
  }

  private void renew(List<Receiver> receivers) {
    for (int i = 0; i < receivers.size(); i++) {
      ways.get(i).use(receivers.get(i).transport());
    }
  }

  /**
   * Number of the first file of the log that is still needed; {@link Long#MAX_VALUE} for none. As
   * long as it is not known who gets what, all are.
   */
  long unsentFile() {
    return !settled
        ? 0
        : queues.stream().mapToLong(ReceiverQueue::unsentFile).min().orElse(Long.MAX_VALUE);
  }

  private static List<Receiver> receivers(ConfigFile file) throws ConfigException {
    HttpClients clients = new HttpClients(file::resolve);
    Labels external = Labels.of(file.config().global().externalLabels());
    List<Receiver> receivers = new ArrayList<>();
    for (RemoteWriteConfig config : file.config().remoteWrite()) {
      try {
        receivers.add(
            new Receiver(
                settings(config, external),
                config.url(),
                new HttpWriteTransport(
                    config.name(),
                    URI.create(config.url()),
                    clients.config(config),
                    config.remoteTimeout())));
      } catch (IllegalArgumentException e) {
        receivers.forEach(opened -> opened.transport().close());
        throw new ConfigException("remote_write to " + config.name() + ": " + e.getMessage());
      }
    }
    return receivers;
  }

  private static RemoteWriteSettings settings(RemoteWriteConfig config, Labels external) {
    QueueConfig queue = config.queueConfig();
    return new RemoteWriteSettings(
        config.name(),
        WriteProtocol.of(config.protobufMessage()).orElseThrow(),
        external,
        Relabeling.of(
            config.writeRelabelConfigs().stream().map(RelabelSection::rule).toList(),
            NameScheme.UTF8),
        config.sendNativeHistograms(),
        new QueueSettings(
            queue.capacity(),
            queue.maxShards(),
            queue.minShards(),
            queue.maxSamplesPerSend(),
            queue.batchSendDeadline(),
            queue.minBackoff(),
            queue.maxBackoff(),
            queue.retryOnHttp429(),
            queue.sampleAgeLimit()));
  }

  @Override
  public void close() throws IOException {
    List<ReceiverQueue> old = queues;
    queues = List.of();
    IOException first = null;
    for (ReceiverQueue queue : old) {
      metrics.forget(queue.settings());
      try {
        queue.close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
