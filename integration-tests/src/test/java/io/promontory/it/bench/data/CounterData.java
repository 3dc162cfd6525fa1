package io.promontory.it.bench.data;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One integer counter {@code m_total}: instances, each of one of ten jobs, with 100 paths each; 65
 * minutes at 15 s, so that one hour has whole windows of 5 minutes from its first step on.
 */
public record CounterData(List<Labels> series) implements DataSet {
  private static final int PATHS = 100;
  private static final int JOBS = 10;

  public static CounterData of(int count) {
    List<Labels> series = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int instance = i / PATHS;
      series.add(
          Labels.of(
              "__name__",
              "m_total",
              "code",
              Integer.toString(200 + i % 7),
              "instance",
              "10.0." + instance / 256 + "." + instance % 256 + ":9100",
              "job",
              "job-" + instance % JOBS,
              "path",
              "/api/v1/resource-" + i % PATHS,
              "pod",
              "pod-" + Integer.toHexString(instance * 7919)));
    }
    Collections.sort(series);
    return new CounterData(series);
  }

  @Override
  public String name() {
    return "archive-" + series.size();
  }

  @Override
  public int samples() {
    return 65 * 60 / 15;
  }

  @Override
  public long startMs() {
    return Times.START_MS;
  }

  @Override
  public long intervalMs() {
    return 15_000;
  }

  @Override
  public void values(int number, double[] into) {
    SplittableRandom random = new SplittableRandom(number);
    long value = random.nextInt(1_000_000);
    for (int i = 0; i < into.length; i++) {
      value += random.nextInt(200);
      into[i] = value;
    }
  }
}
