package io.promontory.frontend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.memory.MemoryStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DemoFleetTest {
  private static final long START = 1_767_225_600_000L;
  private static final int STEPS = 6 * 240;

  private static MemoryStore history() {
    MemoryStore store = new MemoryStore("demo", Labels.EMPTY);
    DemoWorld world =
        new DemoWorld(new DemoRecorder(List.of(DemoReplica.whole(store)), START), 1, START);
    world.runBefore(START + STEPS * DemoFleet.STEP_MS);
    return store;
  }

  private static Map<Labels, double[]> read(MemoryStore store, String metric) {
    return read(store, metric, START, STEPS * DemoFleet.STEP_MS);
  }

  private static Map<Labels, double[]> read(
      MemoryStore store, String metric, long from, long millis) {
    Map<Labels, double[]> all = new TreeMap<>();
    SelectRequest request =
        SelectRequest.of(from, from + millis, List.of(Matcher.equal("__name__", metric)));
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns columns = new SampleColumns();
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        decoder.decode(one.chunks(), request.minTime(), request.maxTime(), columns);
        all.put(one.labels(), Arrays.copyOf(columns.values, columns.size));
      }
    }
    return all;
  }

  @Test
  void theSameSeedGivesTheSameHistory() {
    Map<Labels, double[]> first = read(history(), "http_requests_total");
    Map<Labels, double[]> second = read(history(), "http_requests_total");
    assertThat(first.keySet()).isEqualTo(second.keySet());
    first.forEach((labels, values) -> assertThat(second.get(labels)).isEqualTo(values));
  }

  @Test
  void aTimeHasTheSameSamplesWhereverTheHistoryBegins() {
    MemoryStore longer = new MemoryStore("demo", Labels.EMPTY);
    long days = 9L * 24 * 3_600_000;
    DemoWorld world =
        new DemoWorld(new DemoRecorder(List.of(DemoReplica.whole(longer)), START), 1, START - days);
    world.runBefore(START + STEPS * DemoFleet.STEP_MS);
    MemoryStore shorter = history();
    for (String metric : List.of("up", "http_request_duration_seconds_sum", "queue_length")) {
      Map<Labels, double[]> first = read(shorter, metric);
      Map<Labels, double[]> second = read(longer, metric);
      assertThat(first.keySet()).isEqualTo(second.keySet());
      first.forEach((labels, values) -> assertThat(second.get(labels)).isEqualTo(values));
    }
  }

  @Test
  void hasWhatRealHistoriesHave() {
    MemoryStore store = history();
    assertThat(read(store, "up")).hasSizeGreaterThan(15); // ten instances, and workers that changed
    assertThat(read(store, "up").values()).anyMatch(up -> Arrays.stream(up).anyMatch(v -> v == 0));
    assertThat(read(store, "http_requests_total").values())
        .anyMatch(counter -> resets(counter) > 0)
        .allMatch(counter -> counter[counter.length - 1] > 0 || counter.length > 0);
    assertThat(read(store, "queue_length").values())
        .allMatch(
            queue -> Arrays.stream(queue).filter(v -> !Double.isNaN(v)).allMatch(v -> v >= 0));
    Map<Labels, double[]> buckets = read(store, "http_request_duration_seconds_bucket");
    Map<Labels, double[]> counts = read(store, "http_request_duration_seconds_count");
    counts.forEach(
        (labels, count) -> {
          Labels inf =
              labels.with("__name__", "http_request_duration_seconds_bucket").with("le", "+Inf");
          assertThat(buckets.get(inf)).isEqualTo(count);
        });
  }

  @Test
  void everyRestartShowsAsAReset() {
    long weeks = 2L * 7 * 24 * 3_600_000;
    MemoryStore store = new MemoryStore("demo", Labels.EMPTY);
    new DemoWorld(new DemoRecorder(List.of(DemoReplica.whole(store)), START), 1, START)
        .runBefore(START + weeks);
    Map<Labels, double[]> counters = read(store, "process_cpu_seconds_total", START, weeks);
    read(store, "process_start_time_seconds", START, weeks)
        .forEach(
            (labels, starts) -> {
              double[] counter =
                  counters.get(labels.with(Labels.METRIC_NAME, "process_cpu_seconds_total"));
              int different = 0;
              for (int i = 1; i < starts.length; i++) {
                boolean isReset = counter[i] < counter[i - 1];
                different += isReset == (starts[i] != starts[i - 1]) ? 0 : 1;
              }
              assertThat(different).as("%s", labels).isZero();
            });
  }

  private static long resets(double[] counter) {
    long resets = 0;
    for (int i = 1; i < counter.length; i++) {
      resets += counter[i] < counter[i - 1] ? 1 : 0;
    }
    return resets;
  }
}
