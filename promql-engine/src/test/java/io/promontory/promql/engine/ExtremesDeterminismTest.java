package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same bits on any number of threads over values at the edges of what a float can hold: sums
 * that overflow on the way, cancel, or drown small values in large ones, with NaNs and infinities
 * in between. Which of two NaNs an addition keeps is up to the processor, so all NaNs are one.
 */
class ExtremesDeterminismTest {
  private static final long SEED = 20_260_102;
  private static final int SERIES = 400;
  private static final int SAMPLES = 40;
  private static final long INTERVAL_MS = 15_000;

  private static final double[] NANS = {
    Double.NaN,
    Double.longBitsToDouble(0x7ff8_0000_0000_0001L),
    Double.longBitsToDouble(0xfff8_dead_beef_0000L),
    StaleMarker.VALUE
  };

  private static final double[] ENDS = {
    1e308, -1e308, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300, -1e-300, Double.MIN_VALUE, -0.0, 0.0
  };

  private static final MemoryStore STORE = store(new Random(SEED));

  private static final List<Engine> ENGINES = List.of(engine(1), engine(2), engine(4), engine(8));

  private static Engine engine(int threads) {
    return new Engine(
        new EngineOptions(
            Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, threads));
  }

  @AfterAll
  static void close() {
    ENGINES.forEach(Engine::close);
  }

  /** One kind of trouble a group. */
  private static double value(int group, int i, int k, Random random) {
    return switch (group) {
      case 0 -> ((i / 6 + k) % 2 == 0 ? 1 : -1) * 1e308 * (0.9 + random.nextDouble() / 10);
      case 1 -> (i / 6 + k) % 2 == 0 ? 1e16 * random.nextDouble() : random.nextDouble();
      case 2 -> ENDS[random.nextInt(ENDS.length)];
      case 3 -> random.nextInt(40) == 0 ? NANS[random.nextInt(NANS.length)] : random.nextGaussian();
      case 4 ->
          random.nextInt(60) == 0
              ? (random.nextBoolean() ? 1 : -1) * Double.POSITIVE_INFINITY
              : random.nextGaussian() * 1e100;
      default -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(600) - 300);
    };
  }

  private static MemoryStore store(Random random) {
    MemoryStore store = new MemoryStore("test", Labels.EMPTY);
    for (int i = 0; i < SERIES; i++) {
      String group = Integer.toString(i % 6);
      Labels labels = Labels.of("__name__", "x", "i", Integer.toString(i), "g", group);
      for (int k = 0; k < SAMPLES; k++) {
        store.append(labels, k * INTERVAL_MS, value(i % 6, i, k, random));
      }
    }
    return store;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "sum(x)",
        "sum by (g) (x)",
        "sum without (g) (x * 1e-300)",
        "avg(x)",
        "avg by (g) (x)",
        "stddev by (g) (x)",
        "stdvar(x * 1e-200)",
        "quantile by (g) (0.37, x)",
        "quantile(0.5, x)",
        "min by (g) (x)",
        "max(x)",
        "topk(11, x)",
        "topk by (g) (3, x)",
        "bottomk by (g) (3, x)",
        "limitk by (g) (5, x)",
        "count_values by (g) (\"v\", clamp(x, -1, 1))",
        "x / on (i) x",
        "x * on (g) group_left sum by (g) (x)",
        "sum by (g) (x) / on (g) avg by (g) (x)",
        "x - on (i, g) (x offset 30s)",
        "x > bool on (g) group_left avg by (g) (x)",
        "sum by (g) (x) or x",
        "x unless on (g) (stddev by (g) (x) > 1e300)",
        "sum by (g) (rate(x[2m]))",
        "avg by (g) (deriv(x[2m]))",
        "sum by (g) (sum_over_time(x[3m]))",
        "avg_over_time(x[3m])",
        "stddev_over_time(x[3m])",
        "quantile_over_time(0.3, x[3m])",
        "avg_over_time(sum by (g) (x)[3m:20s])",
        "stddev_over_time(avg by (g) (x)[5m:30s])",
        "sum by (g) (avg_over_time(x[2m:10s]))",
        "sum(label_replace(x, \"h\", \"$1\", \"g\", \"(.*)\")) by (h)"
      })
  void bitsDoNotDependOnThreads(String query) {
    List<String> answers = new ArrayList<>();
    for (Engine engine : ENGINES) {
      Query range = Query.range(query, 0, SAMPLES * INTERVAL_MS, 30_000);
      answers.add(AnswerText.of(() -> engine.run(STORE, range, QueryContext.unbounded())));
      Query instant = Query.instant(query, (SAMPLES - 1) * INTERVAL_MS);
      answers.set(
          answers.size() - 1,
          answers.getLast()
              + AnswerText.of(() -> engine.run(STORE, instant, QueryContext.unbounded())));
    }
    assertThat(answers.getFirst()).as("seed %d", SEED).contains("@").doesNotContain("EXECUTION");
    assertThat(answers).as("seed %d", SEED).containsOnly(answers.getFirst());
  }
}
