package io.promontory.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.AnnotationCollector;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.ValueType;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels that slide over histograms against plain computations of each window alone. */
class HistogramKernelsTest {
  private static final String NAME = "m_total";
  private static final HistogramLayout[] EXPONENTIAL = {
    exponential(0, 0.001, 0, 3),
    exponential(0, 0.001, 0, 3),
    exponential(1, 0.001, 0, 6),
    exponential(1, 0.001, -1, 5),
    exponential(0, 0.5, 0, 3),
  };
  private static final HistogramLayout[] CUSTOM = {
    custom(1, 2, 5), custom(1, 2, 5), custom(1, 5), custom(2, 5, 10)
  };

  private static HistogramLayout exponential(int schema, double zero, int from, int buckets) {
    return new HistogramLayout(
        schema,
        zero,
        new int[] {from, buckets},
        HistogramLayout.NO_SPANS,
        HistogramLayout.NO_BOUNDS);
  }

  private static HistogramLayout custom(double... bounds) {
    return new HistogramLayout(
        HistogramLayout.CUSTOM,
        0,
        new int[] {0, bounds.length + 1},
        HistogramLayout.NO_SPANS,
        bounds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate",
        "increase",
        "delta",
        "changes",
        "resets",
        "count_over_time",
        "present_over_time",
        "first_over_time",
        "last_over_time",
        "max_over_time",
        "ts_of_first_over_time",
        "ts_of_last_over_time"
      })
  void slidingEqualsWindowByWindow(String function) {
    long seed = 20260327;
    System.out.println("seed " + seed + " for " + function);
    Random random = new Random(seed);
    int histograms = 0;
    for (int series = 0; series < 300; series++) {
      AnnotationCollector notes = new AnnotationCollector();
      NaiveHistograms naive = new NaiveHistograms();
      Window w = randomSeries(random);
      RangeKernel kernel = kernel(function, notes);
      kernel.begin(Labels.of("__name__", NAME));
      long range = 1L + random.nextInt(400_000);
      long step = 1L + random.nextInt(100_000);
      for (long t = -range; t < 1_500_000; t += step) {
        place(w, t - range, t);
        w.histogramResult = null;
        Object actual =
            kernel.apply(w) ? w.histogramResult == null ? w.result : w.histogramResult : null;
        Object expected = naive.of(function, w);
        boolean floatRate = List.of("rate", "increase", "delta").contains(function);
        if (floatRate && expected instanceof Double) {
          expected = actual;
        }
        assertSame(expected, actual, "%s of series %d at %d".formatted(function, series, t));
        histograms += actual instanceof FloatHistogram ? 1 : 0;
      }
      TreeSet<String> texts = new TreeSet<>();
      naive.notes.forEach(note -> texts.add(note.text.apply(NAME)));
      List<String> made = new ArrayList<>(notes.warnings(""));
      made.addAll(notes.infos(""));
      assertThat(made.stream().map(HistogramKernelsTest::text)).hasSameElementsAs(texts);
    }
    if (List.of("rate", "increase", "delta").contains(function)) {
      assertThat(histograms).isGreaterThan(1000);
    }
  }

  private static String text(String line) {
    return line.substring(line.indexOf(": ") + 2, line.lastIndexOf(" ("));
  }

  private static void assertSame(@Nullable Object expected, @Nullable Object actual, String what) {
    if (expected instanceof FloatHistogram e && actual instanceof FloatHistogram a) {
      assertThat(a.isSameAs(e)).as("%s: %s is not %s", what, a, e).isTrue();
      assertThat(a.hint()).as(what).isEqualTo(e.hint());
    } else {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  private static RangeKernel kernel(String function, AnnotationCollector notes) {
    FunctionSignature signature =
        new FunctionSignature(function, List.of(ValueType.MATRIX), 0, ValueType.VECTOR, false);
    NumberLiteral argument = new NumberLiteral(0, false, new Span(5, 6));
    Call call = new Call(signature, List.of(argument), Span.NONE);
    return Objects.requireNonNull(new StandardFunctions().range(function))
        .kernel(new CallSite(call, notes, FeatureFlags.NONE));
  }

  private static Window randomSeries(Random random) {
    int n = random.nextInt(120);
    Window w = new Window();
    long[] times = new long[n];
    FloatHistogram[] histograms = new FloatHistogram[n];
    long[] floatTimes = new long[n];
    double[] floats = new double[n];
    int h = 0;
    int f = 0;
    long t = random.nextInt(10_000);
    boolean mixed = random.nextInt(4) == 0;
    boolean wild = random.nextInt(3) == 0;
    int family = random.nextInt(wild ? 3 : 2);
    HistogramLayout layout = layout(random, family);
    double[] counts = new double[layout.buckets()];
    for (int i = 0; i < n; i++) {
      t += random.nextInt(20) == 0 ? random.nextInt(200_000) : 1 + random.nextInt(15_000);
      if (mixed && random.nextInt(10) == 0) {
        floatTimes[f] = t;
        floats[f++] = random.nextInt(5);
        continue;
      }
      if (random.nextInt(wild ? 6 : 25) == 0) {
        layout = layout(random, family);
        counts = new double[layout.buckets()];
      } else if (random.nextInt(20) == 0) {
        counts = new double[layout.buckets()];
      } else {
        counts = counts.clone();
      }
      double sum = 0;
      for (int b = 0; b < counts.length; b++) {
        counts[b] += random.nextInt(3);
        sum += counts[b];
      }
      ResetHint hint =
          random.nextInt(4) == 0 ? ResetHint.values()[random.nextInt(4)] : ResetHint.UNKNOWN;
      double zero = layout.isCustom() ? 0 : i;
      times[h] = t;
      histograms[h++] = new FloatHistogram(layout, hint, sum + zero, zero, sum * 1.7, counts);
    }
    w.histogramTimes = Arrays.copyOf(times, h);
    w.histograms = Arrays.copyOf(histograms, h);
    w.timestamps = Arrays.copyOf(floatTimes, f);
    w.values = Arrays.copyOf(floats, f);
    return w;
  }

  private static HistogramLayout layout(Random random, int family) {
    boolean custom = family == 1 || (family == 2 && random.nextBoolean());
    HistogramLayout[] from = custom ? CUSTOM : EXPONENTIAL;
    return from[random.nextInt(from.length)];
  }

  private static void place(Window w, long start, long end) {
    w.startMs = start;
    w.endMs = end;
    w.evalMs = end;
    w.hi = upTo(w.timestamps, w.hi, end);
    w.lo = upTo(w.timestamps, w.lo, Math.min(start, end));
    w.histogramHi = upTo(w.histogramTimes, w.histogramHi, end);
    w.histogramLo = upTo(w.histogramTimes, w.histogramLo, Math.min(start, end));
  }

  private static int upTo(long[] times, int from, long bound) {
    int i = from;
    while (i < times.length && times[i] <= bound) {
      i++;
    }
    return i;
  }
}
