package io.promontory.series.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds whatever the replicas look like. */
class ReplicaMergePropertiesTest {
  private static final int RUNS = 200;
  private static final long LENGTH = 3_600_000;
  private static final long[] INTERVALS = {1000, 5000, 15_000, 15_000, 30_000, 60_000};

  private final ReplicaDecoder decoder = new ReplicaDecoder();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void everySampleIsHeldByAReplica(int count) {
    forEach(
        "held",
        random -> {
          Scrapes[] replicas = replicas(random, count, false);
          SampleColumns all = decode(Scrapes.series(replicas), 0, LENGTH);
          for (int i = 0; i < all.size; i++) {
            long time = all.timestamps[i];
            double value = all.values[i];
            boolean held = false;
            for (Scrapes replica : replicas) {
              held |= replica.holds(time, value);
            }
            assertThat(held).as("%d ms", time).isTrue();
            assertThat(i == 0 || all.timestamps[i - 1] < time).isTrue();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void orderIsNoMatter(int count) {
    forEach(
        "order",
        random -> {
          Series series = Scrapes.series(replicas(random, count, false));
          List<Replica> shuffled = new ArrayList<>(series.replicas());
          Collections.shuffle(shuffled, random);
          assertSame(
              decode(new Series(Labels.EMPTY, shuffled), 0, LENGTH), decode(series, 0, LENGTH));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void identicalReplicasAreOne(int count) {
    forEach(
        "identical",
        random -> {
          Scrapes one = replicas(random, 1, false)[0];
          SampleColumns merged = new SampleColumns();
          SampleColumns copy = new SampleColumns();
          copy.addAll(one.samples, 0, one.samples.size);
          for (int i = 1; i < count; i++) {
            new ReplicaMerge().merge(copy, one.samples, 0, LENGTH, merged);
            assertSame(merged, one.samples);
          }
          Scrapes[] same = new Scrapes[count];
          Arrays.fill(same, one);
          assertSame(
              decode(Scrapes.series(same), 0, LENGTH), decode(Scrapes.series(one), 0, LENGTH));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void startIsNoMatter(int count) {
    forEach(
        "start",
        random -> {
          Scrapes[] replicas = replicas(random, count, false);
          while (Arrays.stream(replicas).anyMatch(r -> r.hasIsland(ReplicaMargin.WIDEST_MS))) {
            replicas = replicas(random, count, false);
          }
          Series series = Scrapes.series(replicas);
          long start = random.nextLong(LENGTH);
          SampleColumns late = decode(series, start, LENGTH);
          SampleColumns early = decode(series, random.nextLong(start + 1), LENGTH);
          int first = 0;
          while (first < early.size && early.timestamps[first] < start) {
            first++;
          }
          early.keep(first, early.size);
          assertSame(late, early);
        });
  }

  /** No two clocks are mixed: neighbours from two replicas are at least half an interval apart. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void samplesAtSwitchesKeepApart(int count) {
    forEach(
        "apart",
        random -> {
          Scrapes[] replicas = replicas(random, count, true);
          long interval = 15_000;
          SampleColumns all = decode(Scrapes.series(replicas), 0, LENGTH);
          for (int i = 1; i < all.size && all.timestamps[i] < LENGTH - 2 * interval; i++) {
            boolean oneHoldsBoth = false;
            for (Scrapes replica : replicas) {
              oneHoldsBoth |=
                  replica.holds(all.timestamps[i], all.values[i])
                      && replica.holds(all.timestamps[i - 1], all.values[i - 1]);
            }
            assertThat(
                    oneHoldsBoth || all.timestamps[i] - all.timestamps[i - 1] >= interval * 9 / 20)
                .as("%d after %d", all.timestamps[i], all.timestamps[i - 1])
                .isTrue();
          }
        });
  }

  /** Where some replica goes on, so does the result, but for less than a scrape at a switch. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void holesAreFilledWhereOneIsWhole(int count) {
    forEach(
        "filled",
        random -> {
          Scrapes[] replicas = replicas(random, count, true);
          int whole = random.nextInt(count);
          replicas[whole] = Scrapes.every(15_000, random.nextLong(15_000), LENGTH);
          SampleColumns all = decode(Scrapes.series(replicas), 0, LENGTH);
          for (int i = 1; i < all.size; i++) {
            assertThat(all.timestamps[i] - all.timestamps[i - 1])
                .as("before %d", all.timestamps[i])
                .isLessThan(count * 15_000L + 1500);
          }
        });
  }

  private static Scrapes[] replicas(Random random, int count, boolean alike) {
    Scrapes[] replicas = new Scrapes[count];
    for (int i = 0; i < count; i++) {
      long interval = alike ? 15_000 : INTERVALS[random.nextInt(INTERVALS.length)];
      replicas[i] = Scrapes.random(random, interval, LENGTH);
    }
    return replicas;
  }

  private SampleColumns decode(Series series, long from, long to) {
    SampleColumns columns = new SampleColumns();
    decoder.decode(series, from, to, Reduction.MEAN, columns);
    return columns;
  }

  private static void assertSame(SampleColumns actual, SampleColumns expected) {
    assertThat(actual.size).isEqualTo(expected.size);
    assertThat(
            Arrays.equals(actual.timestamps, 0, actual.size, expected.timestamps, 0, actual.size))
        .isTrue();
    for (int i = 0; i < actual.size; i++) {
      if (Double.doubleToRawLongBits(actual.values[i])
          != Double.doubleToRawLongBits(expected.values[i])) {
        throw new AssertionError("another value at " + actual.timestamps[i]);
      }
    }
  }

  private interface Property {
    void check(Random random);
  }

  private static void forEach(String name, Property property) {
    long base = System.nanoTime();
    for (int i = 0; i < RUNS; i++) {
      long seed = base + i;
      try {
        property.check(new Random(seed));
      } catch (AssertionError e) {
        throw new AssertionError(name + ", seed " + seed, e);
      }
    }
  }
}
