package io.promontory.promql.exec;

import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.function.ClassicBuckets;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** {@code histogram_fraction}; one pair of bounds a step. */
  record Fraction(double[] lower, double[] upper) implements BucketQuestion {
    @Override
    public double answer(ClassicBuckets buckets, int step) {
      return buckets.fraction(lower[step], upper[step]);
    }
  }

  /** {@code histogram_quantile}; one quantile a step. */
  record Quantile(double[] q) implements BucketQuestion {
    @Override
    public double answer(ClassicBuckets buckets, int step) {
      return buckets.quantile(q[step]);
    }
  }

  /** One quantile of {@code histogram_quantiles}, at the steps where the argument has it. */
  record LabelledQuantile(String name, double q, double[] argument) implements BucketQuestion {
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
  }

  /** The questions of a call with its scalar arguments. */
  static List<BucketQuestion> of(Call call, double[][] scalars) {
    return switch (call.function().name()) {
      case "histogram_fraction" -> List.of(new Fraction(scalars[0], scalars[1]));
      case "histogram_quantile" -> List.of(new Quantile(scalars[0]));
      default -> {
        String name = ((StringLiteral) call.args().get(1)).value();
        yield Stream.of(scalars).flatMap(argument -> labelled(name, argument)).toList();
      }
    };
  }

  private static Stream<BucketQuestion> labelled(String name, double[] argument) {
    return Arrays.stream(argument)
        .distinct()
        .mapToObj(q -> new LabelledQuantile(name, q, argument));
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
