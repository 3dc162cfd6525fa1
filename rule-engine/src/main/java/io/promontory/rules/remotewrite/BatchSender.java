package io.promontory.rules.remotewrite;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.remotewrite.WriteListener.Drop;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests until the receiver has taken or refused them. What may pass is tried again for as
 * long as it takes: no answer, 5xx, and 429 where that is wanted. A receiver of version 1.0 refuses
 * a request whole for one sample that it does not like; such a request is halved to save the
 * others.
 */
final class BatchSender {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int MOST_HALVINGS = 64;

  private final RemoteWriteSettings settings;
  private final WriteTransport transport;
  private final WriteListener listener;
  private final InstantSource clock;
  private final CountDownLatch stopped;

  /**
   * @param stopped once it is down, no further attempt is made
   */
  BatchSender(
      RemoteWriteSettings settings,
      WriteTransport transport,
      WriteListener listener,
      InstantSource clock,
      CountDownLatch stopped) {
    this.settings = settings;
    this.transport = transport;
    this.listener = listener;
    this.clock = clock;
    this.stopped = stopped;
  }

  /** Sends samples as one request; false where the sender was stopped before they were done. */
  boolean send(List<QueryValue.Sample> samples) throws InterruptedException {
    return send(samples, new int[] {MOST_HALVINGS});
  }

  private boolean send(List<QueryValue.Sample> batch, int[] halvings) throws InterruptedException {
    Duration backoff = settings.queue().minBackoff();
    for (int attempt = 0; stopped.getCount() > 0; attempt++) {
      List<QueryValue.Sample> samples = young(batch);
      if (samples.isEmpty()) {
        return true;
      }
      WriteCount count = WriteCount.of(samples);
      Duration wait = backoff;
      try {
        long start = System.nanoTime();
        byte[] body = WriteMessage.encode(settings.protocol(), samples);
        WriteAnswer answer = transport.post(body, headers(attempt));
        if (answer.isOk() && (answer.confirms() || settings.protocol() == WriteProtocol.V1)) {
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          listener.sent(count, body.length, took, newest(samples));
          return true;
        }
        if (!mayPass(answer.status())) {
          return refused(samples, answer, halvings);
        }
        if (!answer.retryAfter().isZero()) {
          wait = answer.retryAfter();
        }
        say(attempt, "HTTP " + answer.status() + ": " + answer.text());
      } catch (IOException e) {
        say(attempt, String.valueOf(e.getMessage()));
      }
      listener.retried(count);
      wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
      if (stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      Duration doubled = backoff.multipliedBy(2);
      Duration most = settings.queue().maxBackoff();
      backoff = doubled.compareTo(most) > 0 ? most : doubled;
    }
    return false;
  }

  private boolean mayPass(int status) {
    return status / 100 == 5 || (status == 429 && settings.queue().retryOnHttp429());
  }

  private boolean refused(List<QueryValue.Sample> samples, WriteAnswer answer, int[] halvings)
      throws InterruptedException {
    boolean maybeInPart = answer.status() == 400 && settings.protocol() == WriteProtocol.V1;
    if (maybeInPart && samples.size() > 1 && halvings[0] > 0) {
      halvings[0]--;
      int half = samples.size() / 2;
      return send(samples.subList(0, half), halvings)
          && send(samples.subList(half, samples.size()), halvings);
    }
    listener.failed(WriteCount.of(samples));
    LOG.atError()
        .addKeyValue("receiver", settings.name())
        .addKeyValue("samples", samples.size())
        .addKeyValue("status", answer.status())
        .log(
            "a remote write receiver refuses samples, which are not sent again: {}",
            answer.isOk()
                ? "it does not say that it has written any, as version 2.0 demands; it may know"
                    + " prometheus.WriteRequest only"
                : answer.text());
    return true;
  }

  /** The first failure of a batch is said, and then one in a while. */
  private void say(int attempt, String problem) {
    if (attempt % 60 == 0) {
      LOG.atWarn()
          .addKeyValue("receiver", settings.name())
          .addKeyValue("attempt", attempt + 1)
          .log("a remote write receiver does not take samples, which are kept: {}", problem);
    }
  }

  private Map<String, String> headers(int attempt) {
    if (attempt == 0) {
      return settings.protocol().headers();
    }
    Map<String, String> headers = new HashMap<>(settings.protocol().headers());
    headers.put("Retry-Attempt", Integer.toString(attempt));
    return headers;
  }

  private List<QueryValue.Sample> young(List<QueryValue.Sample> samples) {
    Duration limit = settings.queue().sampleAgeLimit();
    if (limit.isZero()) {
      return samples;
    }
    long oldest = clock.millis() - limit.toMillis();
    return without(samples, sample -> sample.timestampMs() < oldest, Drop.TOO_OLD, listener);
  }

  /** Leaves samples out, and says so. */
  static List<QueryValue.Sample> without(
      List<QueryValue.Sample> samples,
      Predicate<QueryValue.Sample> unwanted,
      Drop why,
      WriteListener listener) {
    List<QueryValue.Sample> out = new ArrayList<>();
    List<QueryValue.Sample> rest = new ArrayList<>(samples.size());
    samples.forEach(sample -> (unwanted.test(sample) ? out : rest).add(sample));
    if (!out.isEmpty()) {
      listener.dropped(WriteCount.of(out), why);
    }
    return rest;
  }

  private static long newest(List<QueryValue.Sample> samples) {
    return samples.stream().mapToLong(QueryValue.Sample::timestampMs).max().orElse(0);
  }
}
