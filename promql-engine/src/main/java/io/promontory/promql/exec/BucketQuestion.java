package io.promontory.promql.exec;

import io.promontory.promql.annotation.HistogramTexts;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.function.ClassicBuckets;
import io.promontory.promql.function.NativeFraction;
import io.promontory.promql.function.NativeQuantile;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a function asks each histogram, step by step; a series of answers comes of it. */
sealed interface BucketQuestion {
  /** The labels of the answers about a histogram. */
  default Labels label(Labels histogram) {
    return histogram;
  }

  /** Whether it is asked at a step. */
  default boolean isAsked(int step) {
    return true;
  }

  double answer(ClassicBuckets buckets, int step);

  double answer(FloatHistogram histogram, int step);

  /** What observations of NaN did to the last answer about a native histogram; null for nothing. */
  @Nullable String note(String metricName);

  /** {@code histogram_fraction}; one pair of bounds a step. */
  record Fraction(double[] lower, double[] upper, NativeFraction natives)
      implements BucketQuestion {
    @Override
    public double answer(ClassicBuckets buckets, int step) {
      return buckets.fraction(lower[step], upper[step]);
    }

    @Override
    public double answer(FloatHistogram histogram, int step) {
      return natives.of(lower[step], upper[step], histogram);
    }

    @Override
    public @Nullable String note(String metricName) {
      return natives.hasNanObservations() ? HistogramTexts.fractionWithoutNaN(metricName) : null;
    }
  }

  /** {@code histogram_quantile}; one quantile a step. */
  record Quantile(double[] q, NativeQuantile natives) implements BucketQuestion {
    @Override
    public double answer(ClassicBuckets buckets, int step) {
      return buckets.quantile(q[step]);
    }

    @Override
    public double answer(FloatHistogram histogram, int step) {
      return natives.of(q[step], histogram);
    }

    @Override
    public @Nullable String note(String metricName) {
      return noteOn(natives, metricName);
    }
  }

  /** One quantile of {@code histogram_quantiles}, at the steps where the argument has it. */
  record LabelledQuantile(String name, double q, double[] argument, NativeQuantile natives)
      implements BucketQuestion {
    @Override
    public Labels label(Labels histogram) {
      return histogram.with(name, GoFloats.openMetrics(q));
    }

    @Override
    public boolean isAsked(int step) {
      return Double.compare(argument[step], q) == 0;
    }

    @Override
    public double answer(ClassicBuckets buckets, int step) {
      return buckets.quantile(q);
    }

    @Override
    public double answer(FloatHistogram histogram, int step) {
      return natives.of(q, histogram);
    }

    @Override
    public @Nullable String note(String metricName) {
      return noteOn(natives, metricName);
    }
  }

  private static @Nullable String noteOn(NativeQuantile natives, String metricName) {
    if (natives.isNanResult()) {
      return HistogramTexts.quantileAmongNaN(metricName);
    }
    return natives.isSkewed() ? HistogramTexts.quantileSkewedByNaN(metricName) : null;
  }

  /** The questions of a call with its scalar arguments. */
  static List<BucketQuestion> of(Call call, double[][] scalars) {
    return switch (call.function().name()) {
      case "histogram_fraction" ->
          List.of(new Fraction(scalars[0], scalars[1], new NativeFraction()));
      case "histogram_quantile" -> List.of(new Quantile(scalars[0], new NativeQuantile()));
      default -> {
        String name = ((StringLiteral) call.args().get(1)).value();
        yield Stream.of(scalars).flatMap(argument -> labelled(name, argument)).toList();
      }
    };
  }

  private static Stream<BucketQuestion> labelled(String name, double[] argument) {
    return Arrays.stream(argument)
        .distinct()
        .mapToObj(q -> new LabelledQuantile(name, q, argument, new NativeQuantile()));
  }

  /** The indexes, among a call's arguments, of the quantiles it is given. */
  static int[] quantileArguments(Call call) {
    return switch (call.function().name()) {
      case "histogram_fraction" -> new int[0];
      case "histogram_quantile" -> new int[] {0};
      default -> IntStream.range(2, call.args().size()).toArray();
    };
  }
}
