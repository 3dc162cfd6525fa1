package io.promontory.series.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MemoryStoreAppendTest {
  private static final Labels UP = Labels.of("__name__", "up", "job", "a");

  private final MemoryStore store = new MemoryStore("memory", Labels.of("region", "eu"));

  @Test
  void timeMustGrowWithinASeries() {
    assertThat(store.append(UP, 1000, 1)).isEqualTo(AppendResult.ACCEPTED);
    assertThat(store.append(UP, 1000, 1)).isEqualTo(AppendResult.KNOWN);
    assertThat(store.append(UP, 1000, 2)).isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
    assertThat(store.append(UP, 999, 1)).isEqualTo(AppendResult.OUT_OF_ORDER);
    assertThat(store.append(UP.with("job", "b"), 999, 1)).isEqualTo(AppendResult.ACCEPTED);
    assertThat(samples(UP)).containsExactly("1000=1.0");
  }

  @Test
  void extremeTimestampsAreKept() {
    assertThat(store.append(UP, Long.MIN_VALUE, 1)).isEqualTo(AppendResult.ACCEPTED);
    assertThat(store.append(UP, Long.MIN_VALUE, 1)).isEqualTo(AppendResult.KNOWN);
    assertThat(store.append(UP, Long.MAX_VALUE, 2)).isEqualTo(AppendResult.ACCEPTED);
    assertThat(samples(UP)).containsExactly(Long.MIN_VALUE + "=1.0", Long.MAX_VALUE + "=2.0");
  }

  @Test
  void seriesBeyondTheLimitAreRefused() {
    MemoryStore small = new MemoryStore("small", Labels.EMPTY, 2);
    assertThat(small.append(UP, 1, 1)).isEqualTo(AppendResult.ACCEPTED);
    assertThat(small.append(UP.with("job", "b"), 1, 1)).isEqualTo(AppendResult.ACCEPTED);
    assertThat(small.append(UP.with("job", "c"), 1, 1)).isEqualTo(AppendResult.TOO_MANY_SERIES);
    assertThat(small.append(UP, 2, 1)).isEqualTo(AppendResult.ACCEPTED);
    assertThat(small.seriesCount()).isEqualTo(2);

    small.truncateBefore(2);
    assertThat(small.append(UP.with("job", "c"), 2, 1)).isEqualTo(AppendResult.ACCEPTED);
  }

  @Test
  void truncationForgetsWholeChunksAndEmptySeries() {
    Labels old = UP.with("job", "old");
    store.append(old, 0, 1);
    for (int i = 0; i < 300; i++) {
      store.append(UP, i, i);
    }

    store.truncateBefore(250);

    assertThat(store.seriesCount()).isEqualTo(1);
    assertThat(samples(UP)).hasSize(60).startsWith("240=240.0").endsWith("299=299.0");
    assertThat(store.info().minTime()).isEqualTo(250);
  }

  @Test
  void anAppenderOutlivesItsSeries() {
    Appender appender = store.appender(UP);
    assertThat(store.seriesCount()).isZero();
    appender.append(1, 1);
    store.truncateBefore(100);
    assertThat(store.seriesCount()).isZero();

    assertThat(appender.append(200, 2)).isEqualTo(AppendResult.ACCEPTED);

    assertThat(samples(UP)).containsExactly("200=2.0");
    assertThat(appender.labels()).isEqualTo(UP.with("region", "eu"));
  }

  @Test
  void anAnswerUnderWayKeepsWhatItHas() {
    for (int i = 0; i < 130; i++) {
      store.append(UP, i, i);
    }
    try (SeriesSet set = store.select(all(), QueryContext.unbounded())) {
      Series series = set.next();
      store.append(UP, 1000, 1);
      store.truncateBefore(999);
      assertThat(decode(series)).hasSize(130);
    }
  }

  @Test
  void readersSeeAPrefixWhileWritersAppend() throws Exception {
    int writers = 3;
    int perSeries = 20_000;
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
      Future<Integer> reads = threads.submit(() -> readWhile(done));
      List<Future<?>> writes = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        Labels labels = UP.with("writer", "w" + w);
        writes.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < perSeries; i++) {
                    store.append(labels.with("part", "p" + i % 5), i, i);
                  }
                }));
      }
      for (Future<?> write : writes) {
        write.get();
      }
      done.set(true);
      assertThat(reads.get()).isPositive();
    }
    assertThat(store.seriesCount()).isEqualTo(15);
  }

  /** Each series holds its part number plus multiples of 5, from the first on without a hole. */
  private int readWhile(AtomicBoolean done) {
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns out = new SampleColumns();
    int rounds = 0;
    do {
      try (SeriesSet set = store.select(all(), QueryContext.unbounded())) {
        for (Series series = set.next(); series != null; series = set.next()) {
          decoder.decode(series.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, out);
          int part = Integer.parseInt(series.labels().getOrEmpty("part").substring(1));
          for (int i = 0; i < out.size; i++) {
            assertThat(out.timestamps[i]).isEqualTo(part + 5L * i);
          }
        }
      }
      rounds++;
    } while (!done.get());
    return rounds;
  }

  private static SelectRequest all() {
    return SelectRequest.of(
        Long.MIN_VALUE, Long.MAX_VALUE, List.of(Matcher.equal("__name__", "up")));
  }

  private List<String> samples(Labels labels) {
    try (SeriesSet set = store.select(all(), QueryContext.unbounded())) {
      for (Series series = set.next(); series != null; series = set.next()) {
        if (series.labels().equals(labels.with("region", "eu"))) {
          return decode(series);
        }
      }
    }
    return List.of();
  }

  private static List<String> decode(Series series) {
    SampleColumns out = new SampleColumns();
    new SeriesDecoder().decode(series.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, out);
    List<String> samples = new ArrayList<>();
    for (int i = 0; i < out.size; i++) {
      samples.add(out.timestamps[i] + "=" + out.values[i]);
    }
    return samples;
  }
}
