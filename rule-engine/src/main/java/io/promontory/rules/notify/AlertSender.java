package io.promontory.rules.notify;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of one Alertmanager. One thread at a time sends it in batches, in order, while there is
 * anything to send. A batch that fails is dropped: alerts are told again as long as they matter.
 * Safe for concurrent use.
 */
final class AlertSender {
  private static final Logger LOG = LoggerFactory.getLogger(AlertSender.class);

  private final String url;

  private final Executor executor;
  private final NotifyMetrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final ArrayDeque<Notification> queue = new ArrayDeque<>();
  private AlertPost post;
  private SendLimits limits;
  private boolean sending;
  private boolean closed;
  private boolean gone;

  AlertSender(
      String url, AlertPost post, SendLimits limits, Executor executor, NotifyMetrics metrics) {
    this.url = url;
    this.post = post;
    this.limits = limits;
    this.executor = executor;
    this.metrics = metrics;
    metrics.opened(url);
  }

  /** Queues notifications; does not wait. */
  void add(List<Notification> notifications) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      queue.addAll(notifications);
      int tooMany = Math.max(0, queue.size() - limits.queueCapacity());
      for (int i = 0; i < tooMany; i++) {
        queue.remove();
      }
      if (tooMany > 0) {
        LOG.warn("{} alerts are dropped: the queue for {} is full", tooMany, url);
        metrics.dropped(url, tooMany);
      }
      metrics.queued(url, queue.size());
      if (!sending) {
        begin();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Where it cannot, what waits is sent with the next alerts. */
  private void begin() {
    sending = true;
    try {
      executor.execute(this::sendAll);
    } catch (RejectedExecutionException e) {
      sending = false; // the process ends
    } catch (RuntimeException | Error e) {
      sending = false;
      LOG.error("alerts cannot be sent to {} now; they go with the next ones", url, e);
    }
  }

  private void sendAll() {
    try {
      sendBatches();
    } catch (RuntimeException | Error e) {
      lock.lock();
      try {
        sending = false;
        idle.signalAll();
      } finally {
        lock.unlock();
      }
      LOG.error("sending alerts to {} broke off; it goes on with the next ones", url, e);
    }
  }

  private void sendBatches() {
    List<Notification> batch = new ArrayList<>();
    while (true) {
      AlertPost way;
      lock.lock();
      try {
        batch.clear();
        while (batch.size() < limits.batchSize() && !queue.isEmpty()) {
          batch.add(queue.remove());
        }
        tell(() -> metrics.queued(url, queue.size()));
        if (batch.isEmpty()) {
          sending = false;
          idle.signalAll();
          return;
        }
        way = post;
      } finally {
        lock.unlock();
      }
      send(batch, way);
    }
  }

  private void send(List<Notification> batch, AlertPost way) {
    long start = System.nanoTime();
    try {
      way.post(NotificationJson.of(batch));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      tell(() -> metrics.sent(url, batch.size(), took));
    } catch (PostException e) {
      lost(batch, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      lost(batch, "unexpected: " + e);
    }
    lock.lock();
    try {
      if (way != post) {
        way.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private void lost(List<Notification> batch, String why) {
    LOG.warn("{} alerts were not taken by {}: {}", batch.size(), url, why);
    tell(
        () -> {
          metrics.failed(url, batch.size());
          metrics.dropped(url, batch.size());
        });
  }

  /** Counts, but for a server that is forgotten. */
  private void tell(Runnable count) {
    lock.lock();
    try {
      if (!gone) {
        count.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends another way from the next batch on; what waits goes that way. */
  void use(AlertPost other, SendLimits otherLimits) {
    lock.lock();
    try {
      AlertPost before = post;
      post = other;
      limits = otherLimits;
      if (!sending) {
        before.close();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no further notifications. */
  void seal() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends sending, once what waits is sent or a time is over. */
  void close(Duration drain) {
    lock.lock();
    try {
      closed = true;
      long left = drain.toNanos();
      while (sending && left > 0) {
        left = idle.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      drop();
      lock.unlock();
    }
  }

  private void drop() {
    if (!queue.isEmpty()) {
      LOG.warn("{} alerts for {} are dropped: there was no time to send them", queue.size(), url);
      metrics.dropped(url, queue.size());
      queue.clear();
    }
    post.close();
    gone = true;
    metrics.closed(url);
  }
}
