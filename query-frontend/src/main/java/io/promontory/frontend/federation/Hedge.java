package io.promontory.frontend.federation;

import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that any of several endpoints could answer alone. One is asked, the first of those that
 * were fast the last time; where it takes longer than it usually does, one other is asked the same
 * besides, and the first whole answer counts. An endpoint that fails, or answers in part, makes the
 * next one be asked.
 */
final class Hedge {
  private final ExecutorService threads;
  private final Runnable hedged;
  private final LongSupplier nanoClock;
  private final Map<Member, UsualTime> usual = new LinkedHashMap<>();

  /**
   * @param endpoints the first of them is preferred where nothing is known yet
   * @param hedged run for each call that a second endpoint is asked for the first one's slowness
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  Hedge(List<Member> endpoints, ExecutorService threads, Runnable hedged, LongSupplier nanoClock) {
    this.threads = threads;
    this.hedged = hedged;
    this.nanoClock = nanoClock;
    endpoints.forEach(endpoint -> usual.put(endpoint, new UsualTime(nanoClock)));
  }

  /** What an endpoint said, or how it failed. */
  private record Said<T>(Member endpoint, @Nullable T value, @Nullable Throwable failure) {}

  /** A call under way. */
  private record Asked(Future<?> future, long start) {}

  /**
   * Asks.
   *
   * @param outcomes of an answer
   * @return the whole answer, or else how each endpoint failed or what part it gave
   * @throws StoreException if the query is given up
   */
  <T> List<Calls.Answer<T>> ask(
      QueryContext context,
      BiFunction<Member, QueryContext, T> question,
      Function<T, List<StoreOutcome>> outcomes) {
    Deque<Member> left = fastestFirst();
    Member first = left.getFirst();
    Deadline deadline = context.deadline().atMost(first.timeout());
    Duration patience = timeOf(first).usual();
    BlockingQueue<Said<T>> said = new LinkedBlockingQueue<>();
    Map<Member, Asked> running = new LinkedHashMap<>();
    List<Calls.Answer<T>> lacking = new ArrayList<>();
    boolean mayHedge = true;
    try {
      begin(left.removeFirst(), context.withDeadline(deadline), question, said, running);
      while (!running.isEmpty()) {
        Duration wait =
            mayHedge && !left.isEmpty()
                ? least(patience, deadline.remaining())
                : deadline.remaining();
        Said<T> next = said.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        if (next != null) {
          ended(next.endpoint, running.remove(next.endpoint));
          Calls.Answer<T> answer = answer(next, context, outcomes);
          if (!answer.value().isEmpty()
              && answer.outcomes().stream().allMatch(StoreOutcome::isHarmless)) {
            return List.of(answer);
          }
          lacking.add(answer);
          if (running.isEmpty() && !left.isEmpty()) {
            begin(left.removeFirst(), context.withDeadline(deadline), question, said, running);
          }
        } else if (deadline.isReached()) {
          running.keySet().forEach(late -> lacking.add(failed(late, Calls.late(late, context))));
          break;
        } else {
          mayHedge = false;
          hedged.run();
          begin(left.removeFirst(), context.withDeadline(deadline), question, said, running);
        }
      }
      return lacking;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          first.name(), StoreException.Kind.CANCELED, "the call was canceled", e);
    } finally {
      running.forEach(this::giveUp);
    }
  }

  private Deque<Member> fastestFirst() {
    List<Member> endpoints = new ArrayList<>(usual.keySet());
    endpoints.sort(Comparator.comparing(endpoint -> timeOf(endpoint).latest()));
    return new ArrayDeque<>(endpoints);
  }

  private UsualTime timeOf(Member endpoint) {
    return Objects.requireNonNull(usual.get(endpoint));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private <T> void begin(
      Member endpoint,
      QueryContext own,
      BiFunction<Member, QueryContext, T> question,
      BlockingQueue<Said<T>> said,
      Map<Member, Asked> running) {
    long start = nanoClock.getAsLong();
    QueryContext traced = Traced.call(endpoint, own);
    Future<?> future =
        threads.submit(
            () -> {
              try {
                T value = question.apply(endpoint, traced);
                Traced.answered(traced, List.of());
                said.add(new Said<>(endpoint, value, null));
              } catch (RuntimeException | Error e) {
                Traced.failed(endpoint, traced, e);
                said.add(new Said<>(endpoint, null, e));
              }
            });
    running.put(endpoint, new Asked(future, start));
  }

  private static <T> Calls.Answer<T> answer(
      Said<T> said, QueryContext context, Function<T, List<StoreOutcome>> outcomes) {
    T value = said.value;
    if (value == null) {
      Throwable failure =
          said.failure == null ? new IllegalStateException("no answer") : said.failure;
      StoreException failed = Failures.rethrow(said.endpoint, context, failure);
      if (Failures.isGivenUp(context)) {
        throw failed;
      }
      return failed(said.endpoint, failed);
    }
    List<StoreOutcome> told = outcomes.apply(value);
    return new Calls.Answer<>(
        List.of(value),
        told.isEmpty() ? List.of(StoreOutcome.whole(said.endpoint.name(), StoreStats.ZERO)) : told);
  }

  private static <T> Calls.Answer<T> failed(Member endpoint, StoreException failure) {
    return new Calls.Answer<>(List.of(), List.of(Failures.outcome(endpoint, failure)));
  }

  private void ended(Member endpoint, @Nullable Asked call) {
    if (call != null) {
      timeOf(endpoint).took(nanoClock.getAsLong() - call.start);
    }
  }

  private void giveUp(Member endpoint, Asked call) {
    call.future.cancel(true);
    ended(endpoint, call);
  }
}
