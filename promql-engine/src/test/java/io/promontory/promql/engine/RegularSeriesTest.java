package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A range query over evenly spaced samples has the bits of an instant query at each of its steps,
 * with resets, stale markers and gaps in some of the series.
 */
class RegularSeriesTest {
  private static final long SEED = 20_260_309;
  private static final int SERIES = 24;
  private static final int SAMPLES = 120;
  private static final long INTERVAL_MS = 15_000;
  private static final long BEGIN_MS = 1_000_000;
  private static final MemoryStore STORE = store();
  private static final Engine ENGINE =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 1));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(m[2m]) | 15 | 0",
        "rate(m[2m]) | 60 | 0",
        "rate(m[1m]) | 60 | 7",
        "rate(m[20s]) | 30 | 5",
        "rate(m[2m]) | 20 | 0",
        "increase(m[10m]) | 15 | 1",
        "increase(m[1m]) | 150 | 0",
        "delta(m[2m]) | 30 | 0",
        "rate(m[2m] offset -3m) | 30 | 4",
        "rate(m[2m] offset 3m) | 30 | 4",
        "sum_over_time(m[2m]) | 30 | 0",
        "rate(m[2m] anchored) | 30 | 0",
        "rate(m[2m] smoothed) | 30 | 2",
        "m | 15 | 0",
        "m | 30 | 14",
        "m | 20 | 0",
        "m offset 2m | 45 | 0",
        "m offset -2m | 600 | 0",
        "timestamp(m) | 30 | 9",
      })
  void stepsAreInstants(String query, int stepSeconds, int shiftSeconds) {
    long start = BEGIN_MS - 200_000 + shiftSeconds * 1000L;
    long end = BEGIN_MS + SAMPLES * INTERVAL_MS + 500_000;
    Map<String, String> expected = new TreeMap<>();
    for (long at = start; at <= end; at += stepSeconds * 1000L) {
      QueryResult instant = ENGINE.run(STORE, Query.instant(query, at), QueryContext.unbounded());
      long time = at;
      ((QueryValue.Vector) instant.value())
          .samples()
          .forEach(s -> expected.put(key(s.labels(), time), bits(s.value())));
    }
    Map<String, String> actual = new TreeMap<>();
    QueryResult range =
        ENGINE.run(
            STORE, Query.range(query, start, end, stepSeconds * 1000L), QueryContext.unbounded());
    for (PointSeries series : ((QueryValue.Matrix) range.value()).series()) {
      for (int i = 0; i < series.size(); i++) {
        actual.put(key(series.labels(), series.timestampsMs()[i]), bits(series.values()[i]));
      }
    }
    assertThat(expected).isNotEmpty();
    assertThat(actual).as("seed %d", SEED).isEqualTo(expected);
  }

  private static String key(Labels labels, long time) {
    return labels + " " + time;
  }

  private static String bits(double value) {
    return Double.isNaN(value) ? "NaN" : Long.toHexString(Double.doubleToRawLongBits(value));
  }

  /** Of every four series one is whole, one falls, one has stale markers, one has a gap. */
  private static MemoryStore store() {
    Random random = new Random(SEED);
    MemoryStore store = new MemoryStore("regular", Labels.EMPTY);
    for (int s = 0; s < SERIES; s++) {
      Labels labels = Labels.of("__name__", "m", "i", Integer.toString(s));
      double value = s % 3 == 0 ? 0 : random.nextInt(100);
      for (int i = 0; i < SAMPLES; i++) {
        value += random.nextInt(1 + 50 * (s % 5));
        if (s % 4 == 1 && random.nextInt(40) == 0) {
          value = random.nextInt(5);
        }
        boolean stale = s % 4 == 2 && random.nextInt(30) == 0;
        boolean missing = s % 4 == 3 && i > 60 && i < 70;
        if (!missing) {
          store.append(labels, BEGIN_MS + i * INTERVAL_MS, stale ? StaleMarker.VALUE : value);
        }
      }
    }
    return store;
  }
}
