package io.promontory.promql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.AnnotationCollector;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.ValueType;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Counters with breaks give what they would give had the later samples gone on where the earlier
 * ones ended. All are far enough from zero that no rate is held from crossing it.
 */
class BreaksTest {
  private static final long SEED = 20260111;
  private static final int SAMPLES = 200;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate",
        "increase",
        "irate",
        "resets",
        "anchored rate",
        "anchored increase",
        "anchored resets",
        "smoothed rate",
        "smoothed increase"
      })
  void nothingIsCountedOverABreak(String function) {
    Random random = new Random(SEED);
    for (int run = 0; run < 100; run++) {
      boolean histograms = run % 2 == 1;
      SampleColumns broken = new SampleColumns();
      SampleColumns healed = new SampleColumns();
      double raw = 1e6;
      double whole = 1e6;
      for (int i = 0; i < SAMPLES; i++) {
        long time = 15_000L * i + random.nextInt(5_000);
        double gain = 1 + random.nextInt(50);
        boolean isBreak = i > 0 && random.nextInt(20) == 0;
        if (isBreak) {
          raw = 100_000 + random.nextInt(2_000_000);
          broken.addBreak(i);
        } else if (random.nextInt(30) == 0) {
          raw = 10_000 + gain;
          whole = 10_000 + gain;
        } else {
          raw += gain;
          whole += gain;
        }
        add(broken, time, raw, histograms);
        add(healed, time, whole, histograms);
      }
      compare(function, window(broken, histograms), window(healed, histograms), run);
    }
  }

  private static void compare(String function, Window broken, Window healed, int run) {
    RangeKernel one = kernel(function);
    RangeKernel other = kernel(function);
    one.begin(Labels.of("__name__", "m_total"));
    other.begin(Labels.of("__name__", "m_total"));
    long range = 200_000;
    for (long t = range; t < 15_000L * SAMPLES; t += 40_000) {
      long reach = function.startsWith("smoothed") ? 30_000 : 0;
      place(broken, t - range, t, reach);
      place(healed, t - range, t, reach);
      String what = "%s, run %d, at %d, seed %d".formatted(function, run, t, SEED);
      assertThat(one.apply(broken)).as(what).isEqualTo(other.apply(healed));
      FloatHistogram actual = broken.histogramResult;
      FloatHistogram expected = healed.histogramResult;
      broken.histogramResult = null;
      healed.histogramResult = null;
      if (expected == null || actual == null) {
        assertThat(actual).as(what).isEqualTo(expected);
        assertThat(broken.result).as(what).isCloseTo(healed.result, within(1e-6));
      } else {
        assertThat(actual.count()).as(what).isCloseTo(expected.count(), within(1e-6));
        assertThat(actual.sum()).as(what).isCloseTo(expected.sum(), within(1e-6));
      }
    }
  }

  private static void add(SampleColumns samples, long time, double value, boolean histogram) {
    if (histogram) {
      HistogramLayout layout =
          new HistogramLayout(
              0, 0, new int[] {0, 1}, HistogramLayout.NO_SPANS, HistogramLayout.NO_BOUNDS);
      samples.add(
          time,
          new FloatHistogram(layout, ResetHint.UNKNOWN, value, 0, 2 * value, new double[] {value}));
    } else {
      samples.add(time, value);
    }
  }

  private static Window window(SampleColumns samples, boolean histograms) {
    Window w = new Window();
    if (histograms) {
      w.histogramTimes = samples.timestamps;
      w.histograms = samples.withHistograms();
      w.histogramBreaks = samples.breaks;
    } else {
      w.timestamps = samples.timestamps;
      w.values = samples.values;
      w.breaks = samples.breaks;
    }
    return w;
  }

  /** As evaluators do: for edges between samples with two intervals more on either side. */
  private static void place(Window w, long start, long end, long reach) {
    w.startMs = start;
    w.endMs = end;
    if (w.histograms.length > 0) {
      w.histogramLo = Samples.firstAfter(w.histogramTimes, 0, SAMPLES, start - reach);
      w.histogramHi = Samples.firstAfter(w.histogramTimes, 0, SAMPLES, end + reach);
    } else {
      w.lo = Samples.firstAfter(w.timestamps, 0, SAMPLES, start - reach);
      w.hi = Samples.firstAfter(w.timestamps, 0, SAMPLES, end + reach);
    }
  }

  private static RangeKernel kernel(String text) {
    String[] words = text.split(" ");
    String function = words[words.length - 1];
    FunctionSignature signature =
        new FunctionSignature(function, List.of(ValueType.MATRIX), 0, ValueType.VECTOR, false);
    NumberLiteral argument = new NumberLiteral(0, false, new Span(5, 6));
    CallSite site =
        new CallSite(
            new Call(signature, List.of(argument), Span.NONE),
            new AnnotationCollector(),
            FeatureFlags.NONE);
    RangeKernel plain =
        Objects.requireNonNull(new StandardFunctions().range(function)).kernel(site);
    boolean smoothed = words[0].equals("smoothed");
    if (words.length == 1) {
      return plain;
    } else if (function.equals("resets")) {
      return new AnchoredKernel(plain);
    }
    return new ExtendedRate(site, smoothed, true, function.equals("rate"));
  }
}
