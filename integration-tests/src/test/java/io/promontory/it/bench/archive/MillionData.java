package io.promontory.it.bench.archive;

import io.promontory.it.bench.data.DataSet;
import io.promontory.it.bench.data.Times;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Very many series of one metric, each with few samples: 2 minutes at 15 s. */
record MillionData(List<Labels> series) implements DataSet {
  static MillionData of(int count) {
    List<Labels> series = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      series.add(
          Labels.of(
              "__name__",
              "m",
              "instance",
              "10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256 + ":9100",
              "job",
              "job-" + i % 10));
    }
    Collections.sort(series);
    return new MillionData(series);
  }

  @Override
  public String name() {
    return "million-" + series.size();
  }

  @Override
  public int samples() {
    return 8;
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
    for (int i = 0; i < into.length; i++) {
      into[i] = number % 1000 + i;
    }
  }
}
