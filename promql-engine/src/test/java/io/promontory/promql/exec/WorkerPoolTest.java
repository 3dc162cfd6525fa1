package io.promontory.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private static Supplier<@Nullable Integer> batches(int count) {
    Iterator<Integer> numbers = IntStream.range(0, count).iterator();
    return () -> numbers.hasNext() ? numbers.next() : null;
  }

  @Test
  void resultsComeInTheOrderOfTheBatches() {
    try (WorkerPool pool = new WorkerPool(3)) {
      List<Integer> results = new ArrayList<>();
      pool.run(batches(200), batch -> 2 * batch, results::add);
      assertThat(results).isEqualTo(IntStream.range(0, 200).map(i -> 2 * i).boxed().toList());
    }
  }

  @Test
  void theCallerWorksOnWhatNoThreadIsIdleFor() throws InterruptedException {
    Thread caller = Thread.currentThread();
    List<Integer> own = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch callerWorked = new CountDownLatch(1);
    try (WorkerPool pool = new WorkerPool(2)) {
      List<Integer> results = new ArrayList<>();
      pool.run(
          batches(4),
          batch -> {
            if (Thread.currentThread() == caller) {
              own.add(batch);
              callerWorked.countDown();
            } else {
              await(callerWorked); // both threads are busy until the caller has worked
            }
            return batch;
          },
          results::add);
      assertThat(own).contains(2);
      assertThat(results).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void aFailureReachesTheCallerAndFreesTheThread() {
    try (WorkerPool pool = new WorkerPool(2)) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(
                () ->
                    pool.run(
                        batches(8),
                        batch -> {
                          throw new IllegalStateException("batch " + batch);
                        },
                        result -> {}))
            .hasMessageContaining("batch 0");
      }
      List<Integer> results = new ArrayList<>();
      pool.run(batches(3), batch -> batch, results::add);
      assertThat(results).containsExactly(0, 1, 2);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
