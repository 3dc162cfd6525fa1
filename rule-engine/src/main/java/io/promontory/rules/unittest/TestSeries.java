package io.promontory.rules.unittest;

import io.promontory.promql.parse.DescribedSeries;
import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.SeriesNotation;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The series of a test, which come into the store as time goes on. */
final class TestSeries {
  private final List<DescribedSeries> series = new ArrayList<>();
  private final long start;
  private final long interval;
  private int next;

  private TestSeries(long start, long interval) {
    this.start = start;
    this.interval = interval;
  }

  /**
   * Reads the series of a test.
   *
   * @throws ParseException if one is written wrongly
   */
  static TestSeries of(TestFile.Case test) {
    TestSeries all = new TestSeries(test.start().toEpochMilli(), test.interval().toMillis());
    for (TestFile.InputSeries one : test.series()) {
      all.series.add(SeriesNotation.parse(one.series() + " " + one.values()));
    }
    return all;
  }

  /** Appends the samples that are not later than a time and were not appended before. */
  void appendUntil(Instant time, MemoryStore store) {
    long until = time.toEpochMilli();
    int last = series.stream().mapToInt(one -> one.values().size()).max().orElse(0);
    for (; next < last && start + next * interval <= until; next++) {
      for (DescribedSeries one : series) {
        if (next < one.values().size()) {
          append(one.labels(), start + next * interval, one.values().get(next), store);
        }
      }
    }
  }

  private static void append(Labels labels, long at, DescribedValue value, MemoryStore store) {
    switch (value) {
      case DescribedValue.Gap gap -> {
        // nothing at this time
      }
      case DescribedValue.Number number -> store.append(labels, at, number.value());
      case DescribedValue.Histogram histogram -> store.append(labels, at, histogram.histogram());
    }
  }
}
