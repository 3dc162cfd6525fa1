package io.promontory.adapter.managed;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;

/** Runs parts of one read side by side; where one fails, the others are given up. */
final class Together {
  private Together() {}

  /**
   * The results, in the order of the parts.
   *
   * @throws StoreException the first failure
   */
  static <P, R> List<R> all(
      String store,
      ExecutorService threads,
      QueryContext context,
      List<P> parts,
      BiFunction<P, QueryContext, R> read) {
    if (parts.size() == 1) {
      return List.of(read.apply(parts.getFirst(), context));
    }
    Cancellation ours = new Cancellation();
    QueryContext own = context.withCancellation(ours);
    List<Future<R>> futures = new ArrayList<>();
    List<R> results = new ArrayList<>();
    try (Cancellation.Registration ignored = context.cancellation().onCancel(ours::cancel)) {
      for (P part : parts) {
        futures.add(threads.submit(() -> read.apply(part, own)));
      }
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      ours.cancel();
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (RejectedExecutionException e) {
      ours.cancel();
      throw new StoreException(store, Kind.UNAVAILABLE, "the store is closed", e);
    } catch (InterruptedException e) {
      ours.cancel();
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting", e);
    }
  }
}
