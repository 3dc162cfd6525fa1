package io.promontory.rules.notify;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alertmanagers that are reached alike. Each is sent everything, by a queue of its own. Safe for
 * concurrent use.
 */
public final class AlertmanagerGroup {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerGroup.class);

  private final Executor executor;
  private final NotifyMetrics metrics;
  private GroupTerms terms;
  private Map<URI, AlertSender> senders = new LinkedHashMap<>();

  /**
   * A group without servers yet.
   *
   * @param executor for sending; its threads may be blocked
   */
  public AlertmanagerGroup(GroupTerms terms, Executor executor, NotifyMetrics metrics) {
    this.terms = terms;
    this.executor = executor;
    this.metrics = metrics;
  }

  /** Sends on other terms from now on, what waits already too. */
  public synchronized void reconfigure(GroupTerms next) {
    terms = next;
    senders.forEach(
        (url, sender) -> {
          try {
            sender.use(next.ways().apply(url), next.limits());
          } catch (RuntimeException e) {
            LOG.warn("{} is reached as before: {}", url, e.getMessage());
          }
        });
  }

  /**
   * Sends to these servers.
   *
   * @param complete whether there are no others; what waits for others is still sent
   */
  public synchronized void found(Collection<URI> urls, boolean complete, Duration drain) {
    Map<URI, AlertSender> next = new LinkedHashMap<>();
    Map<URI, AlertSender> rest = new LinkedHashMap<>(senders);
    for (URI url : urls) {
      AlertSender known = rest.remove(url);
      if (known != null) {
        next.put(url, known);
      } else if (!next.containsKey(url)) {
        open(url, next);
      }
    }
    if (complete) {
      rest.values().forEach(sender -> executor.execute(() -> sender.close(drain)));
    } else {
      next.putAll(rest);
    }
    senders = next;
  }

  private void open(URI url, Map<URI, AlertSender> into) {
    try {
      into.put(
          url,
          new AlertSender(
              url.toString(), terms.ways().apply(url), terms.limits(), executor, metrics));
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be sent to: {}", url, e.getMessage());
    }
  }

  /** The servers, in the order in which they were found. */
  public synchronized List<URI> servers() {
    return List.copyOf(senders.keySet());
  }

  synchronized boolean isEmpty() {
    return senders.isEmpty();
  }

  /** Queues alerts for each server. */
  synchronized void send(List<Notification> notifications) {
    List<Notification> own = Relabeled.of(notifications, terms.relabeling());
    if (!own.isEmpty()) {
      senders.values().forEach(sender -> sender.add(own));
    }
  }

  /** Ends sending, once what waits is sent or a time is over. */
  public void close(Duration drain) {
    List<AlertSender> all;
    synchronized (this) {
      all = new ArrayList<>(senders.values());
      senders = new LinkedHashMap<>();
    }
    all.forEach(AlertSender::seal);
    long end = System.nanoTime() + drain.toNanos();
    all.forEach(sender -> sender.close(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
  }
}
