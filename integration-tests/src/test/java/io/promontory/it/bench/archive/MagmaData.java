package io.promontory.it.bench.archive;

import io.promontory.it.bench.data.DataSet;
import io.promontory.it.bench.data.Times;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All there is of a small fleet: 350 metrics of 300 instances each, a day at 60 s. A third of the
 * metrics never change, a third are integer counters, a third are gauges of two decimals.
 */
record MagmaData(List<Labels> series) implements DataSet {
  private static final int METRICS = 350;
  private static final int JOBS = 15;

  static MagmaData of(int count) {
    List<Labels> series = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int instance = i / METRICS;
      series.add(
          Labels.of(
              "__name__",
              "metric_" + i % METRICS,
              "cluster",
              "cluster-" + instance % 3,
              "instance",
              "10.1." + instance / 256 + "." + instance % 256 + ":9100",
              "job",
              "job-" + instance % JOBS,
              "pod",
              "pod-" + Integer.toHexString(instance * 7919)));
    }
    Collections.sort(series);
    return new MagmaData(series);
  }

  @Override
  public String name() {
    return "magma-" + series.size();
  }

  @Override
  public int samples() {
    return 24 * 60;
  }

  @Override
  public long startMs() {
    return Times.START_MS;
  }

  @Override
  public long intervalMs() {
    return 60_000;
  }

  @Override
  public void values(int number, double[] into) {
    SplittableRandom random = new SplittableRandom(number);
    int kind = Math.floorMod(series.get(number).metricName().hashCode(), 3);
    long value = random.nextInt(100_000);
    for (int i = 0; i < into.length; i++) {
      value += kind == 0 ? 0 : kind == 1 ? random.nextInt(600) : random.nextInt(201) - 100;
      into[i] = kind == 2 ? value / 100.0 : value;
    }
  }
}
