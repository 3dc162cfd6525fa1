package io.promontory.rules.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.parse.SeriesNotation;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.SampleSink;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.memory.AppendResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Labels A = Labels.of(Labels.METRIC_NAME, "a", "x", "é");

  @TempDir Path folder;
  private Instant now = T0;
  private final InstantSource clock = () -> now;

  private ResultStore open() throws IOException {
    ResultLog log = ResultLog.open(folder, clock);
    return ResultStore.open("rules", log, Duration.ofHours(4), 1000, clock);
  }

  private static QueryValue.Sample sample(Labels labels, long second, double value) {
    return new QueryValue.Sample(labels, T0.toEpochMilli() + 1000 * second, value);
  }

  private static void write(ResultStore store, QueryValue.Sample... samples) throws Exception {
    SampleSink.Transaction transaction = store.begin();
    for (QueryValue.Sample sample : samples) {
      assertThat(transaction.append(sample)).isEqualTo(AppendResult.ACCEPTED);
    }
    transaction.commit();
  }

  private List<QueryValue.Sample> logged() throws IOException {
    List<QueryValue.Sample> all = new ArrayList<>();
    try (ResultLog log = ResultLog.open(folder, clock)) {
      log.replay(all::addAll);
    }
    return all;
  }

  private ResultStore bounded(SizeBound bound) throws IOException {
    ResultLog log = ResultLog.open(folder, clock, bound.maxBytes());
    Retention retention = new Retention(Duration.ofDays(30), () -> Long.MAX_VALUE, bound);
    return ResultStore.open("rules", log, retention, 1000, clock);
  }

  /** About 22 bytes for each sample. */
  private void fill(ResultStore store, int from, int to) throws Exception {
    for (int second = from; second < to; second++) {
      QueryValue.Sample[] samples = new QueryValue.Sample[100];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = sample(Labels.of(Labels.METRIC_NAME, "m", "i", "" + i), second, i);
      }
      now = T0.plusSeconds(second);
      write(store, samples);
    }
  }

  private static long oldest(ResultStore store) {
    try (SeriesSet set =
        store
            .memory()
            .select(
                SelectRequest.of(
                    Long.MIN_VALUE, Long.MAX_VALUE, List.of(Matcher.equal("__name__", "m"))),
                QueryContext.unbounded())) {
      SampleColumns columns = new SampleColumns();
      new SeriesDecoder().decode(set.next().chunks(), Long.MIN_VALUE, Long.MAX_VALUE, columns);
      return (columns.timestamps[0] - T0.toEpochMilli()) / 1000;
    }
  }

  @Test
  void aLogThatIsTooLongLosesItsOldest() throws Exception {
    long bound = 1 << 20;
    try (ResultStore store = bounded(new SizeBound(bound, () -> Long.MAX_VALUE))) {
      fill(store, 0, 300);
      assertThat(oldest(store)).isZero();
      fill(store, 300, 1500);
      assertThat(store.log().bytes()).isBetween(bound / 2, bound);
      assertThat(store.log().cut()).isPositive();
      assertThat(oldest(store)).isBetween(700L, 1400L);
    }
    long before = logged().getFirst().timestampMs();
    try (ResultStore store = bounded(new SizeBound(bound / 2, () -> Long.MAX_VALUE))) {
      assertThat(store.log().bytes()).as("at the next start").isLessThanOrEqualTo(bound / 2);
      assertThat(oldest(store) * 1000 + T0.toEpochMilli()).isGreaterThan(before);
    }
    assertThat(logged().getLast())
        .extracting(QueryValue.Sample::timestampMs)
        .isEqualTo(T0.plusSeconds(1499).toEpochMilli());
  }

  @Test
  void whatNobodyHasTakenYetWaitsUntilItIsTwiceAsLong() throws Exception {
    long bound = 1 << 20;
    AtomicLong unsent = new AtomicLong(0);
    try (ResultStore store = bounded(new SizeBound(bound, unsent::get))) {
      fill(store, 0, 800);
      assertThat(store.log().bytes()).isGreaterThan(bound);
      assertThat(store.log().cut()).isZero();
      fill(store, 800, 2500);
      assertThat(store.log().bytes()).isBetween(bound, 2 * bound + (bound / 8));
      assertThat(store.log().cut()).isPositive();
      unsent.set(Long.MAX_VALUE);
      fill(store, 2500, 2501);
      assertThat(store.log().bytes()).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void whatWasCommittedIsThereAfterARestart() throws Exception {
    FloatHistogram histogram =
        ((DescribedValue.Histogram)
                SeriesNotation.parse("h {{schema:1 count:7 sum:-2.5 z_bucket:2 buckets:[1 3 1]}}")
                    .values()
                    .get(0))
            .histogram();
    Labels h = Labels.of(Labels.METRIC_NAME, "h");
    try (ResultStore store = open()) {
      write(store, sample(A, 0, 1), new QueryValue.Sample(h, T0.toEpochMilli(), 0, histogram));
      write(store, sample(A, 60, Double.longBitsToDouble(0x7ff0000000000002L)));
    }
    List<QueryValue.Sample> logged = logged();
    assertThat(logged).hasSize(3);
    assertThat(logged.get(0)).isEqualTo(sample(A, 0, 1));
    assertThat(String.valueOf(logged.get(1).histogram())).isEqualTo(histogram.toString());
    assertThat(Double.doubleToRawLongBits(logged.get(2).value())).isEqualTo(0x7ff0000000000002L);
    try (ResultStore store = open()) {
      assertThat(store.memory().seriesCount()).isEqualTo(2);
      assertThat(store.begin().append(sample(A, 60, 5)))
          .isEqualTo(AppendResult.DUPLICATE_TIMESTAMP);
    }
  }

  /** As after a crash at any byte: what was whole is there, what was not is not. */
  @Test
  void aFileCutAnywhereKeepsItsWholeTransactions() throws Exception {
    List<Long> ends = new ArrayList<>();
    Path file = folder.resolve("00000001.results");
    try (ResultStore store = open()) {
      ends.add(Files.size(file));
      for (int i = 0; i < 20; i++) {
        write(store, sample(A, i, i), sample(Labels.of("n", "s" + i), i, i));
        ends.add(Files.size(file));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      int cut = random.nextInt(whole.length + 1);
      Files.write(file, java.util.Arrays.copyOf(whole, cut));
      long transactions = ends.stream().skip(1).filter(end -> end <= cut).count();
      assertThat(logged()).hasSize((int) (2 * transactions));
    }
  }

  @Test
  void aFlippedBitIsFoundAndBreaksNothing() throws Exception {
    try (ResultStore store = open()) {
      for (int i = 0; i < 20; i++) {
        write(store, sample(A, i, i));
      }
    }
    Path file = folder.resolve("00000001.results");
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(42);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      List<QueryValue.Sample> logged = logged();
      assertThat(logged.size()).isLessThan(20);
      for (int j = 0; j < logged.size(); j++) {
        assertThat(logged.get(j)).isEqualTo(sample(A, j, j));
      }
    }
  }

  @Test
  void oldFilesAreDeleted() throws Exception {
    try (ResultStore store = open()) {
      for (int hour = 0; hour < 12; hour++) {
        now = T0.plus(Duration.ofHours(hour));
        write(store, sample(A, hour * 3600L, hour));
      }
      try (var files = Files.list(folder)) {
        assertThat(files.filter(p -> p.toString().endsWith(".results")).count())
            .isLessThanOrEqualTo(4);
      }
    }
  }

  @Test
  void twoProcessesDoNotShareAFolder() throws Exception {
    try (ResultStore store = open()) {
      assertThat(store.memory().seriesCount()).isZero();
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> ResultLog.open(folder, clock))
          .withMessageContaining("in use");
    }
  }
}
