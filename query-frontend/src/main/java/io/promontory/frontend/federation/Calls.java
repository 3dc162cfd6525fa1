package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.text.GoDurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Asks several stores the same at the same time and waits for each no longer than it may take. */
final class Calls {
  private final ExecutorService threads;
  private final CallObserver observer;

  Calls(ExecutorService threads, CallObserver observer) {
    this.threads = threads;
    this.observer = observer;
  }

  /** A store's answer, or why there is none. */
  record Answer<T>(List<T> value, List<StoreOutcome> outcomes) {}

  /**
   * Asks the stores, in parallel where they are several.
   *
   * @param outcomes of an answer
   * @param parts what to do with answers that are not whole
   * @throws StoreException of the first required store that failed
   */
  <T> List<Answer<T>> ask(
      String call,
      List<Member> members,
      QueryContext context,
      BiFunction<Member, QueryContext, T> question,
      Function<T, List<StoreOutcome>> outcomes,
      Parts parts) {
    List<Future<T>> futures = new ArrayList<>();
    List<QueryContext> contexts = new ArrayList<>();
    for (Member member : members) {
      QueryContext own = context.withDeadline(context.deadline().atMost(member.timeout()));
      contexts.add(own);
      futures.add(threads.submit(() -> question.apply(member, own)));
    }
    List<Answer<T>> answers = new ArrayList<>();
    try {
      for (int i = 0; i < members.size(); i++) {
        Member member = members.get(i);
        long start = System.nanoTime();
        Answer<T> answer;
        try {
          T value = await(member, futures.get(i), contexts.get(i));
          List<StoreOutcome> told = outcomes.apply(value);
          answer =
              new Answer<>(
                  List.of(value),
                  told.isEmpty()
                      ? List.of(StoreOutcome.whole(member.name(), StoreStats.ZERO))
                      : told);
        } catch (StoreException e) {
          observer.ended(call, Failures.outcome(member, e), System.nanoTime() - start);
          if (member.required()) {
            throw e;
          }
          answers.add(new Answer<>(List.of(), List.of(Failures.outcome(member, e))));
          continue;
        }
        answer.outcomes().forEach(o -> observer.ended(call, o, System.nanoTime() - start));
        parts.check(member, new Completeness(answer.outcomes()));
        answers.add(answer);
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return answers;
  }

  private static <T> T await(Member member, Future<T> future, QueryContext context) {
    try {
      return future.get(
          Math.max(0, context.deadline().remaining().toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(member);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          member.name(), StoreException.Kind.CANCELED, "the call was canceled", e);
    } catch (ExecutionException e) {
      throw Failures.rethrow(member, e.getCause() == null ? e : e.getCause());
    }
  }

  static StoreException late(Member member) {
    Duration timeout = member.timeout();
    return new StoreException(
        member.name(),
        StoreException.Kind.TIMEOUT,
        "no answer within its deadline (timeout " + GoDurations.print(timeout.toNanos()) + ")");
  }
}
