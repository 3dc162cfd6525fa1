package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.text.GoDurations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks several stores the same at the same time and waits for each no longer than it may take. A
 * failure that fails the whole is told at once, whoever is still being waited for.
 */
final class Calls {
  private final ExecutorService threads;
  private final CallObserver observer;

  Calls(ExecutorService threads, CallObserver observer) {
    this.threads = threads;
    this.observer = observer;
  }

  /** A store's answer, or why there is none. */
  record Answer<T>(List<T> value, List<StoreOutcome> outcomes) {}

  /** What a store said, or how it failed. */
  private record Said<T>(int member, @Nullable T value, @Nullable Throwable failure, long nanos) {}

  /**
   * Asks the stores, in parallel.
   *
   * @param outcomes of an answer
   * @param parts what to do with answers that are not whole
   * @return the answers in the order of the stores
   * @throws StoreException of the first required store that failed
   */
  <T> List<Answer<T>> ask(
      String call,
      List<Member> members,
      QueryContext context,
      BiFunction<Member, QueryContext, T> question,
      Function<T, List<StoreOutcome>> outcomes,
      Parts parts) {
    BlockingQueue<Said<T>> said = new LinkedBlockingQueue<>();
    List<Future<?>> futures = new ArrayList<>();
    List<Deadline> deadlines = new ArrayList<>();
    List<@Nullable Answer<T>> answers = new ArrayList<>();
    List<QueryContext> asked = new ArrayList<>();
    long start = System.nanoTime();
    try {
      for (int i = 0; i < members.size(); i++) {
        Member member = members.get(i);
        Deadline deadline = context.deadline().atMost(member.timeout());
        deadlines.add(deadline);
        answers.add(null);
        QueryContext own = Traced.call(member, context.withDeadline(deadline));
        int at = i;
        futures.add(threads.submit(() -> said.add(asked(at, member, own, question, outcomes))));
        asked.add(own);
      }
      for (int left = members.size(); left > 0; left--) {
        Said<T> next = next(said, members, context, deadlines, answers);
        Member member = members.get(next.member);
        if (next.failure != null) {
          Traced.failed(member, asked.get(next.member), next.failure);
        }
        Answer<T> answer;
        try {
          answer = answer(member, asked.get(next.member), next, outcomes);
        } catch (StoreException e) {
          if (!Failures.isGivenUp(context)) {
            observer.ended(call, Failures.outcome(member, e), System.nanoTime() - start);
          }
          throw e;
        }
        answer.outcomes.forEach(o -> observer.ended(call, o, System.nanoTime() - start));
        if (!answer.value.isEmpty()) {
          parts.check(member, new Completeness(answer.outcomes));
        }
        answers.set(next.member, answer);
      }
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
    return answers.stream().<Answer<T>>mapMulti((a, out) -> out.accept(given(a))).toList();
  }

  private static <T> Answer<T> given(@Nullable Answer<T> answer) {
    if (answer == null) {
      throw new IllegalStateException("a store was not waited for");
    }
    return answer;
  }

  private <T> Said<T> asked(
      int at,
      Member member,
      QueryContext own,
      BiFunction<Member, QueryContext, T> question,
      Function<T, List<StoreOutcome>> outcomes) {
    Runnable over = observer.began(member.name());
    long start = System.nanoTime();
    try {
      T value = question.apply(member, own);
      Traced.answered(own, outcomes.apply(value));
      return new Said<>(at, value, null, System.nanoTime() - start);
    } catch (RuntimeException | Error e) {
      return new Said<>(at, null, e, System.nanoTime() - start);
    } finally {
      over.run();
    }
  }

  /** The next to answer, or one whose time is up. */
  private static <T> Said<T> next(
      BlockingQueue<Said<T>> said,
      List<Member> members,
      QueryContext context,
      List<Deadline> deadlines,
      List<@Nullable Answer<T>> answers) {
    try {
      while (true) {
        int first = earliest(deadlines, answers);
        long nanos = Math.max(0, deadlines.get(first).remaining().toNanos());
        Said<T> next = said.poll(nanos, TimeUnit.NANOSECONDS);
        if (next == null) {
          return new Said<>(first, null, late(members.get(first), context), 0);
        } else if (answers.get(next.member) == null) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          members.get(0).name(), StoreException.Kind.CANCELED, "the call was canceled", e);
    }
  }

  /** Of the stores that have not answered, the one whose time is up first. */
  private static int earliest(List<Deadline> deadlines, List<? extends @Nullable Object> answers) {
    int first = -1;
    for (int i = 0; i < deadlines.size(); i++) {
      if (answers.get(i) == null
          && (first < 0
              || deadlines.get(i).remaining().compareTo(deadlines.get(first).remaining()) < 0)) {
        first = i;
      }
    }
    return first;
  }

  private static <T> Answer<T> answer(
      Member member, QueryContext context, Said<T> said, Function<T, List<StoreOutcome>> outcomes) {
    T value = said.value;
    if (value != null) {
      List<StoreOutcome> told = outcomes.apply(value);
      return new Answer<>(
          List.of(value),
          switch (told.size()) {
            case 0 ->
                List.of(StoreOutcome.whole(member.name(), StoreStats.ZERO.withNanos(said.nanos)));
            case 1 ->
                List.of(told.getFirst().withStats(told.getFirst().stats().withNanos(said.nanos)));
            default -> told;
          });
    }
    Throwable failure =
        said.failure == null ? new IllegalStateException("no answer") : said.failure;
    StoreException failed = Failures.rethrow(member, context, failure);
    if (!Failures.mayBeLeftOut(member, context)) {
      throw failed;
    }
    return new Answer<>(List.of(), List.of(Failures.outcome(member, failed)));
  }

  /** The failure of a store that is given up for the sake of others. */
  static StoreException heldUp(Member member) {
    return new StoreException(
        member.name(),
        StoreException.Kind.TIMEOUT,
        "no answer in half of the time it had, while others waited for it (timeout "
            + GoDurations.print(member.timeout().toNanos())
            + ")");
  }

  /** The failure of a store whose time is up, or that of the query it is asked for. */
  static StoreException late(Member member, QueryContext query) {
    return new StoreException(
        member.name(),
        StoreException.Kind.TIMEOUT,
        query.deadline().isReached()
            ? "no answer before the deadline of the query"
            : "no answer within its deadline (timeout "
                + GoDurations.print(member.timeout().toNanos())
                + ")");
  }
}
