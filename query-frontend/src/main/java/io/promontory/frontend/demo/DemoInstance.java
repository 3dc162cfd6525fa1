package io.promontory.frontend.demo;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.text.GoFloats;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One instance of a service that answers HTTP requests. */
final class DemoInstance {
  private static final String[][] OUTCOMES = {
    {"GET", "200"},
    {"GET", "404"},
    {"GET", "500"},
    {"POST", "200"},
    {"POST", "400"},
    {"POST", "500"}
  };
  private static final double[] SHARES = {0.70, 0.03, 0.004, 0.25, 0.012, 0.004};
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, Double.POSITIVE_INFINITY
  };
  private static final double STEP_SECONDS = DemoFleet.STEP_MS / 1000.0;

  private final double rate;
  private final double medianSeconds;
  private final SplittableRandom random;
  private final Appender up;
  private final Appender[] requests = new Appender[OUTCOMES.length];
  private final Appender[] buckets = new Appender[BOUNDS.length];
  private final Appender durationSum;
  private final Appender durationCount;
  private final Appender memory;
  private final Appender cpu;
  private final Appender startTime;

  private final long[] requestCounts = new long[OUTCOMES.length];
  private final long[] bucketCounts = new long[BOUNDS.length];
  private double seconds;
  private double cpuSeconds;
  private double memoryBytes;
  private long startedAt;
  private long downUntil;

  /**
   * @param rate requests per second on an average day
   */
  DemoInstance(
      MemoryStore store, String job, String instance, double rate, SplittableRandom random) {
    this.rate = rate;
    this.random = random;
    this.medianSeconds = 0.02 + 0.06 * random.nextDouble();
    Labels target = Labels.of("job", job, "instance", instance);
    up = appender(store, target, "up");
    for (int i = 0; i < OUTCOMES.length; i++) {
      requests[i] =
          store.appender(
              target
                  .with(Labels.METRIC_NAME, "http_requests_total")
                  .with("method", OUTCOMES[i][0])
                  .with("code", OUTCOMES[i][1]));
    }
    for (int i = 0; i < BOUNDS.length; i++) {
      String le = GoFloats.openMetrics(BOUNDS[i]);
      buckets[i] =
          store.appender(
              target
                  .with(Labels.METRIC_NAME, "http_request_duration_seconds_bucket")
                  .with("le", le));
    }
    durationSum = appender(store, target, "http_request_duration_seconds_sum");
    durationCount = appender(store, target, "http_request_duration_seconds_count");
    memory = appender(store, target, "process_resident_memory_bytes");
    cpu = appender(store, target, "process_cpu_seconds_total");
    startTime = appender(store, target, "process_start_time_seconds");
  }

  private static Appender appender(MemoryStore store, Labels target, String name) {
    return store.appender(target.with(Labels.METRIC_NAME, name));
  }

  void scrape(long time) {
    if (startedAt == 0) {
      start(time - 3_600_000);
    } else if (downUntil == 0 && random.nextDouble() < 1 / 700.0) {
      downUntil = time + DemoFleet.STEP_MS * (2 + random.nextInt(6));
    }
    if (downUntil > time) {
      up.append(time, 0);
      return;
    }
    if (downUntil != 0) {
      downUntil = 0;
      start(time);
    }
    serve(time);
    up.append(time, 1);
    for (int i = 0; i < requests.length; i++) {
      requests[i].append(time, requestCounts[i]);
    }
    for (int i = 0; i < buckets.length; i++) {
      buckets[i].append(time, bucketCounts[i]);
    }
    durationSum.append(time, seconds);
    durationCount.append(time, bucketCounts[BOUNDS.length - 1]);
    memory.append(time, memoryBytes);
    cpu.append(time, cpuSeconds);
    startTime.append(time, startedAt / 1000.0);
  }

  private void start(long time) {
    startedAt = time;
    Arrays.fill(requestCounts, 0);
    Arrays.fill(bucketCounts, 0);
    seconds = 0;
    cpuSeconds = 0.4;
    memoryBytes = 90e6;
  }

  private void serve(long time) {
    double load = DemoFleet.dayShape(time);
    double wanted = rate * load * STEP_SECONDS * (0.9 + 0.2 * random.nextDouble());
    for (int i = 0; i < OUTCOMES.length; i++) {
      double expected = wanted * SHARES[i];
      long served = (long) expected + (random.nextDouble() < expected % 1 ? 1 : 0);
      requestCounts[i] += served;
      observe(served, medianSeconds * (0.7 + 0.5 * load));
    }
    cpuSeconds += wanted * 0.004 * (0.95 + 0.1 * random.nextDouble());
    memoryBytes += (220e6 * load - memoryBytes) * 0.02 + 2e6 * (random.nextDouble() - 0.5);
  }

  /** Spreads requests over the buckets as a log-logistic distribution around the median. */
  private void observe(long served, double median) {
    double below = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      double share = 1 / (1 + Math.pow(BOUNDS[i] / median, -2.2));
      bucketCounts[i] += i == BOUNDS.length - 1 ? served : Math.round(served * share);
      below = share;
    }
    seconds += served * median * 1.3 * below;
  }
}
