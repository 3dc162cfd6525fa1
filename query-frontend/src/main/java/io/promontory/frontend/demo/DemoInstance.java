package io.promontory.frontend.demo;

import io.promontory.series.labels.Labels;
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

  /**
   * For how long a process is left alone, ms. One that had just begun would have counted no more
   * than its successor has at its first scrape: then nothing shows that a counter began anew.
   */
  private static final long SHORTEST_LIFE_MS = 10 * 60_000;

  private final double rate;
  private final double medianSeconds;
  private final long retired;
  private final SplittableRandom random;
  private final DemoSeries up;
  private final DemoSeries[] requests = new DemoSeries[OUTCOMES.length];
  private final DemoSeries[] buckets = new DemoSeries[BOUNDS.length];
  private final DemoSeries durationSum;
  private final DemoSeries durationCount;
  private final DemoSeries memory;
  private final DemoSeries cpu;
  private final DemoSeries startTime;

  private final long[] requestCounts = new long[OUTCOMES.length];
  private final long[] bucketCounts = new long[BOUNDS.length];

  /** Which part of the requests takes at most so long as each bound, at present. */
  private final double[] below = new double[BOUNDS.length];

  private double seconds;
  private double cpuSeconds;
  private double memoryBytes;
  private long startedAt;
  private long downUntil;

  /**
   * @param rate requests per second on an average day
   * @param deployed when it was started, ms
   */
  DemoInstance(
      DemoRecorder recorder,
      String job,
      String instance,
      double rate,
      long deployed,
      SplittableRandom random) {
    this.rate = rate;
    this.retired = deployed + DemoWorld.WEEK_MS;
    this.random = random;
    this.medianSeconds = 0.02 + 0.06 * random.nextDouble();
    Labels target = Labels.of("job", job, "instance", instance);
    up = series(recorder, target, "up");
    for (int i = 0; i < OUTCOMES.length; i++) {
      requests[i] =
          recorder.series(
              target
                  .with(Labels.METRIC_NAME, "http_requests_total")
                  .with("method", OUTCOMES[i][0])
                  .with("code", OUTCOMES[i][1]));
    }
    for (int i = 0; i < BOUNDS.length; i++) {
      String le = GoFloats.openMetrics(BOUNDS[i]);
      buckets[i] =
          recorder.series(
              target
                  .with(Labels.METRIC_NAME, "http_request_duration_seconds_bucket")
                  .with("le", le));
    }
    durationSum = series(recorder, target, "http_request_duration_seconds_sum");
    durationCount = series(recorder, target, "http_request_duration_seconds_count");
    memory = series(recorder, target, "process_resident_memory_bytes");
    cpu = series(recorder, target, "process_cpu_seconds_total");
    startTime = series(recorder, target, "process_start_time_seconds");
    start(deployed);
  }

  private static DemoSeries series(DemoRecorder recorder, Labels target, String name) {
    return recorder.series(target.with(Labels.METRIC_NAME, name));
  }

  void scrape(long time) {
    if (downUntil == 0 && mayFail(time) && random.nextDouble() < 1 / 700.0) {
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

  private boolean mayFail(long time) {
    return time >= startedAt + SHORTEST_LIFE_MS && time < retired - SHORTEST_LIFE_MS;
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
    double median = medianSeconds * (0.7 + 0.5 * load);
    for (int i = 0; i < BOUNDS.length; i++) {
      below[i] = 1 / (1 + Math.pow(BOUNDS[i] / median, -2.2));
    }
    double wanted = rate * load * STEP_SECONDS * (0.9 + 0.2 * random.nextDouble());
    for (int i = 0; i < OUTCOMES.length; i++) {
      double expected = wanted * SHARES[i];
      long served = (long) expected + (random.nextDouble() < expected % 1 ? 1 : 0);
      requestCounts[i] += served;
      observe(served, median);
    }
    cpuSeconds += wanted * 0.004 * (0.95 + 0.1 * random.nextDouble());
    memoryBytes += (220e6 * load - memoryBytes) * 0.02 + 2e6 * (random.nextDouble() - 0.5);
  }

  /** Spreads requests over the buckets as a log-logistic distribution around the median. */
  private void observe(long served, double median) {
    int last = BOUNDS.length - 1;
    for (int i = 0; i < last; i++) {
      bucketCounts[i] += Math.round(served * below[i]);
    }
    bucketCounts[last] += served;
    seconds += served * median * 1.3;
  }
}
