package io.promontory.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.AnnotationCollector;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.ValueType;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that slide over many windows against plain computations of each window alone. */
class RangeKernelsTest {
  private final AnnotationCollector notes = new AnnotationCollector();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate",
        "increase",
        "delta",
        "irate",
        "idelta",
        "changes",
        "resets",
        "min_over_time",
        "max_over_time",
        "ts_of_min_over_time",
        "ts_of_max_over_time",
        "count_over_time",
        "sum_over_time",
        "avg_over_time",
        "quantile_over_time",
        "mad_over_time",
        "double_exponential_smoothing"
      })
  void slidingEqualsWindowByWindow(String function) {
    long seed = 20260110;
    System.out.println("seed " + seed + " for " + function);
    Random random = new Random(seed);
    RangeKernel kernel = kernel(function);
    for (int series = 0; series < 200; series++) {
      Window sliding = randomSeries(random);
      kernel.begin(Labels.of("__name__", "m_total"));
      long range = 1L + random.nextInt(series % 2 == 0 ? 600_000 : 2_000_000);
      long step = 1L + random.nextInt(series % 3 == 0 ? 20_000 : 200_000);
      for (long t = -range; t < 2_000_000; t += step) {
        place(sliding, t - range, t);
        boolean present = kernel.apply(sliding);
        Window alone = copy(sliding);
        Double expected = naive(function, alone);
        assertThat(present ? (Double) sliding.result : null)
            .as("%s of series %d at %d over %d", function, series, t, range)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void notesNonCountersOncePerSeriesAndOnlyWithAResult() {
    RangeKernel rate = kernel("rate");
    Window w = new Window();
    w.timestamps = new long[] {0, 60_000};
    w.values = new double[] {1, 2};
    w.hi = 1;
    rate.begin(Labels.of("__name__", "lonely"));
    assertThat(rate.apply(w)).isFalse();
    w.hi = 2;
    w.endMs = 60_000;
    w.startMs = -60_000;
    rate.begin(Labels.of("__name__", "temperature"));
    assertThat(rate.apply(w)).isTrue();
    rate.begin(Labels.of("__name__", "requests_total"));
    rate.apply(w);
    rate.begin(Labels.of("job", "nameless"));
    rate.apply(w);
    assertThat(notes.infos("rate(m[2m])"))
        .containsExactly(
            "PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \"temperature\" (1:6)");
  }

  @Test
  void extrapolatesToTheEdgesButNotBelowZero() {
    Window w = new Window();
    w.timestamps = new long[] {10_000, 20_000, 30_000};
    w.values = new double[] {1, 11, 21};
    w.hi = 3;
    w.endMs = 35_000;
    RangeKernel increase = kernel("increase");
    increase.begin(Labels.EMPTY);
    assertThat(increase.apply(w)).isTrue();
    assertThat(w.result).isEqualTo(20 * ((20 + 1 + 5) / 20.0)); // zero at 9 s
  }

  private RangeKernel kernel(String function) {
    FunctionSignature signature =
        new FunctionSignature(function, List.of(ValueType.MATRIX), 0, ValueType.VECTOR, false);
    NumberLiteral argument = new NumberLiteral(0, false, new Span(5, 6));
    CallSite site =
        new CallSite(new Call(signature, List.of(argument), Span.NONE), notes, FeatureFlags.NONE);
    return Objects.requireNonNull(new StandardFunctions().range(function)).kernel(site);
  }

  private static Window randomSeries(Random random) {
    int n = random.nextInt(300);
    Window w = new Window();
    w.timestamps = new long[n];
    w.values = new double[n];
    w.scalars = new double[] {0.3, 0.6};
    long t = random.nextInt(10_000);
    double value = random.nextInt(100);
    boolean odd = random.nextInt(3) == 0;
    int kind = random.nextInt(6);
    for (int i = 0; i < n; i++) {
      t += random.nextInt(20) == 0 ? random.nextInt(400_000) : 1 + random.nextInt(15_000);
      value = next(kind, value, random);
      w.timestamps[i] = t;
      w.values[i] =
          switch (odd ? random.nextInt(40) : 39) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> -0.0;
            case 4 -> 0.0;
            case 5 -> Double.MAX_VALUE;
            case 6 -> -1e16;
            case 7 -> Double.MIN_VALUE;
            default -> value;
          };
    }
    return w;
  }

  /** Counters, gauges, and numbers no sum of which is safe. */
  private static double next(int kind, double value, Random random) {
    return switch (kind) {
      case 0 -> random.nextInt(12) == 0 ? random.nextInt(5) : value + random.nextInt(4) * 0.1;
      case 1 -> random.nextInt(12) == 0 ? random.nextInt(5) : value + random.nextInt(9);
      case 2 -> random.nextInt(1000) - 500;
      case 3 -> random.nextGaussian();
      case 4 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(120) - 60);
      default -> (1L << 53) - random.nextInt(100);
    };
  }

  private static void place(Window w, long start, long end) {
    w.startMs = start;
    w.endMs = end;
    w.evalMs = end;
    while (w.lo < w.timestamps.length && w.timestamps[w.lo] <= start) {
      w.lo++;
    }
    w.hi = Math.max(w.hi, w.lo);
    while (w.hi < w.timestamps.length && w.timestamps[w.hi] <= end) {
      w.hi++;
    }
  }

  private static Window copy(Window w) {
    Window alone = new Window();
    int n = w.hi - w.lo;
    alone.timestamps = new long[n];
    alone.values = new double[n];
    System.arraycopy(w.timestamps, w.lo, alone.timestamps, 0, n);
    System.arraycopy(w.values, w.lo, alone.values, 0, n);
    alone.hi = n;
    alone.startMs = w.startMs;
    alone.endMs = w.endMs;
    alone.scalars = w.scalars;
    return alone;
  }

  private static Double naive(String function, Window w) {
    int n = w.hi;
    boolean pair =
        List.of("rate", "increase", "delta", "irate", "idelta", "double_exponential_smoothing")
            .contains(function);
    return n < (pair ? 2 : 1) ? null : (Double) NaiveRange.of(function, w, n);
  }
}
