package io.promontory.frontend.federation.steady;

import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Calls under way that others may share. Who asks first makes the call, in its own time and on its
 * own account; the others wait for its answer. Where the call ends for reasons of that first one's
 * (canceled, out of time, over its budget), the next asks for itself.
 */
final class Flights {
  private final String store;
  private final Runnable shared;
  private final ConcurrentMap<Object, CompletableFuture<Object>> running =
      new ConcurrentHashMap<>();

  /**
   * @param shared run for each call that was not made
   */
  Flights(String store, Runnable shared) {
    this.store = store;
    this.shared = shared;
  }

  /**
   * Makes the call, or gets the answer of one with an equal key.
   *
   * @throws StoreException of that call, or for want of time
   */
  @SuppressWarnings("unchecked") // equal keys have answers of one type
  <T> T join(Object key, QueryContext context, Supplier<T> call) {
    while (true) {
      CompletableFuture<Object> mine = new CompletableFuture<>();
      CompletableFuture<Object> other = running.putIfAbsent(key, mine);
      if (other == null) {
        return make(key, mine, call);
      }
      try {
        Object answer = await(other.copy(), context);
        shared.run();
        return (T) answer;
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (!isOfTheCaller(cause)) {
          shared.run();
          throw cause instanceof StoreException failed ? failed : new IllegalStateException(cause);
        }
        context.checkAlive(store);
      }
    }
  }

  private <T> T make(Object key, CompletableFuture<Object> mine, Supplier<T> call) {
    Throwable failure = new CancellationException();
    try {
      T answer = call.get();
      running.remove(key, mine);
      mine.complete(answer);
      return answer;
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      running.remove(key, mine);
      mine.completeExceptionally(failure);
    }
  }

  private Object await(CompletableFuture<Object> other, QueryContext context)
      throws ExecutionException {
    try (Cancellation.Registration canceled =
        context.cancellation().onCancel(() -> other.cancel(false))) {
      return other.get(Waits.nanos(context), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StoreException(
          store, StoreException.Kind.TIMEOUT, "no answer to an equal call within the deadline", e);
    } catch (CancellationException e) {
      throw new StoreException(store, StoreException.Kind.CANCELED, "the query was canceled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(store, StoreException.Kind.CANCELED, "interrupted while waiting", e);
    }
  }

  private static boolean isOfTheCaller(Throwable failure) {
    return switch (failure) {
      case StoreException e ->
          e.kind() == StoreException.Kind.CANCELED || e.kind() == StoreException.Kind.TIMEOUT;
      case BudgetExceededException e -> true;
      case CancellationException e -> true;
      default -> false;
    };
  }
}
