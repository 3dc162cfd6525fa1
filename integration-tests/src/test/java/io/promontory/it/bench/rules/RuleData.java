package io.promontory.it.bench.rules;

import io.promontory.it.bench.data.DataSet;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An integer counter in many series, 50 minutes at 30 s up to a given time. Seven labels cut the
 * series into equal parts, each in another way.
 *
 * @param endMs time of the last sample
 */
record RuleData(List<Labels> series, long endMs) implements DataSet {
  /** Labels that cut the series into parts, from {@code p0} on. */
  static final int CUTS = 7;

  private static final int[] STRIDES = {1, 3, 7, 11, 13, 17, 19};

  /**
   * @param parts into which each label cuts the series
   */
  static RuleData of(int count, int parts, long endMs) {
    List<Labels> series = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      List<String> pairs =
          new ArrayList<>(
              List.of("__name__", "m_total", "instance", "i" + i, "job", "job-" + i / parts % 10));
      for (int cut = 0; cut < CUTS; cut++) {
        long stride = STRIDES[cut];
        pairs.addAll(List.of("p" + cut, "v" + (i * stride + i / parts * (cut % 3)) % parts));
      }
      series.add(Labels.of(pairs.toArray(String[]::new)));
    }
    Collections.sort(series);
    return new RuleData(series, endMs);
  }

  @Override
  public String name() {
    return "rules-" + series.size() + "-" + endMs;
  }

  @Override
  public int samples() {
    return 100;
  }

  @Override
  public long startMs() {
    return endMs - (samples() - 1) * intervalMs();
  }

  @Override
  public long intervalMs() {
    return 30_000;
  }

  @Override
  public void values(int number, double[] into) {
    SplittableRandom random = new SplittableRandom(number);
    long value = random.nextInt(1_000_000);
    for (int i = 0; i < into.length; i++) {
      value += random.nextInt(400);
      into[i] = value;
    }
  }
}
