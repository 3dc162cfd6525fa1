package io.promontory.it.bench.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Runs an operation until it is warm, then long enough to trust the mean. */
final class Stopwatch {
  /** Mean of one operation. */
  record Measured(double nanos, double bytes) {}

  private static final long WARM_UP_NANOS = 700_000_000L;
  private static final long FIRST_NANOS = 200_000_000L;
  private static final long MEASURE_NANOS = 400_000_000L;
  private static final int MIN_RUNS = 3;
  private static final int ROUNDS = 3;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Runs for a fifth of a second. */
  void warmUp(Runnable operation) {
    run(operation, FIRST_NANOS);
  }

  /** The fastest of a few rounds, each of 0.4 s or more. */
  Measured measure(Runnable operation) {
    run(operation, WARM_UP_NANOS);
    Measured best = run(operation, MEASURE_NANOS);
    for (int round = 1; round < ROUNDS; round++) {
      Measured next = run(operation, MEASURE_NANOS);
      best = next.nanos < best.nanos ? next : best;
    }
    return best;
  }

  private Measured run(Runnable operation, long nanos) {
    long allocated = threads.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    long runs = 0;
    long elapsed = 0;
    while (runs < MIN_RUNS || elapsed < nanos) {
      operation.run();
      runs++;
      elapsed = System.nanoTime() - start;
    }
    return new Measured(
        (double) elapsed / runs,
        (double) (threads.getTotalThreadAllocatedBytes() - allocated) / runs);
  }
}
