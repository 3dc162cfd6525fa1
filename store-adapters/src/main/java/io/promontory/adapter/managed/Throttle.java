package io.promontory.adapter.managed;

import io.promontory.adapter.api.ReadGate;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.TokenBucket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one class of requests under the endpoint's rate and number, and comes again where it asks
 * for that. Pauses double from 100 ms to 5 s, each shortened by up to half at random; an endpoint
 * that names a time is obeyed. None goes beyond the deadline of the query.
 */
final class Throttle {
  private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();

  private final String store;
  private final TokenBucket bucket;
  private final ReadGate gate;
  private final int maxRetries;
  private final RandomGenerator random;
  private final BillListener listener;

  Throttle(
      String store,
      TokenBucket bucket,
      ReadGate gate,
      int maxRetries,
      RandomGenerator random,
      BillListener listener) {
    this.store = store;
    this.bucket = bucket;
    this.gate = gate;
    this.maxRetries = maxRetries;
    this.random = random;
    this.listener = listener;
  }

  /** The result of a request, and how often it was sent again. */
  record Tried<T>(T result, int retries) {}

  /**
   * Makes a request when its turn comes, as often as it takes.
   *
   * @throws StoreException as the request's last try; without a time to come again, since trying
   *     again is done
   */
  <T> Tried<T> call(QueryContext context, Supplier<T> request) {
    for (int tries = 1; ; tries++) {
      awaitTurn(context);
      StoreException failed;
      gate.enter(context);
      try {
        return new Tried<>(request.get(), tries - 1);
      } catch (StoreException e) {
        failed = e;
      } finally {
        gate.leave();
      }
      Duration wait = next(failed, tries, context);
      if (wait == null) {
        throw failed.retryAfter() == null ? failed : last(failed, tries);
      }
      listener.throttled(store);
      pause(wait, context);
    }
  }

  private StoreException last(StoreException e, int tries) {
    String text = e.getMessage() + (tries > 1 ? ", after " + tries + " tries" : "");
    return new StoreException(store, e.kind(), text, e);
  }

  private void awaitTurn(QueryContext context) {
    TokenBucket.Turn turn =
        bucket.takeWithin(Math.max(0, context.deadline().remaining().toNanos()));
    if (turn != null && turn.waitNanos() == 0) {
      return;
    }
    listener.throttled(store);
    if (turn == null) {
      throw new StoreException(
          store,
          Kind.TIMEOUT,
          "the rate of requests that the endpoint takes leaves no room for this one in time; raise"
              + " limits.queries_per_second or limits.label_calls_per_second if its quota is"
              + " higher");
    }
    try {
      pause(Duration.ofNanos(turn.waitNanos()), context);
    } catch (StoreException e) {
      turn.giveBack();
      throw e;
    }
  }

  private @Nullable Duration next(StoreException failure, int tries, QueryContext context) {
    Duration wished = failure.retryAfter();
    if (wished == null || tries > maxRetries) {
      return null;
    }
    long nanos = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(tries - 1, 10));
    long jittered = nanos / 2 + random.nextLong(nanos / 2 + 1);
    Duration wait = Duration.ofNanos(Math.max(jittered, wished.toNanos()));
    return wait.compareTo(context.deadline().remaining()) < 0 ? wait : null;
  }

  private void pause(Duration wait, QueryContext context) {
    CountDownLatch canceled = new CountDownLatch(1);
    try (Cancellation.Registration ignored = context.cancellation().onCancel(canceled::countDown)) {
      if (canceled.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoreException(store, Kind.CANCELED, "canceled while waiting for its turn");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting for its turn", e);
    }
    context.checkAlive(store);
  }
}
