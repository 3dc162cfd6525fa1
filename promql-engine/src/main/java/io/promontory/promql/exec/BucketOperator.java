package io.promontory.promql.exec;

import io.promontory.promql.annotation.AnnotationTexts;
import io.promontory.promql.annotation.HistogramTexts;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.function.ClassicBuckets;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code histogram_quantile}, {@code histogram_quantiles} and {@code histogram_fraction} of native
 * histograms and of classic ones, series of buckets that differ in {@code le}.
 */
final class BucketOperator implements VectorOperator {
  private static final String BOUND = "le";
  private static final int STEPS_BETWEEN_POLLS = 64;

  private record Bucket(double upperBound, StepColumn counts) {}

  /** What there is of one label set: classic buckets, and native histograms. */
  private static final class Parts {
    private final List<Bucket> buckets = new ArrayList<>();
    private final List<StepColumn> natives = new ArrayList<>(1);

    /** Buckets whose bounds ascend are put in no order again at each step. */
    void sort() {
      if (buckets.stream().noneMatch(bucket -> Double.isNaN(bucket.upperBound))) {
        buckets.sort(Comparator.comparingDouble(bucket -> bucket.upperBound + 0.0));
      }
    }

    void gather(int step, ClassicBuckets classic) {
      classic.clear();
      for (Bucket bucket : buckets) {
        if (bucket.counts.present[step] && bucket.counts.histogram(step) == null) {
          classic.add(bucket.upperBound, bucket.counts.values[step]);
        }
      }
    }

    @Nullable FloatHistogram nativeAt(int step) {
      for (StepColumn column : natives) {
        FloatHistogram histogram = column.present[step] ? column.histogram(step) : null;
        if (histogram != null) {
          return histogram;
        }
      }
      return null;
    }
  }

  private final VectorOperator input;
  private final StepGrid grid;
  private final Call call;
  private final double[][] scalars;
  private final Evaluation evaluation;

  BucketOperator(
      VectorOperator input, StepGrid grid, Call call, double[][] scalars, Evaluation evaluation) {
    this.input = input;
    this.grid = grid;
    this.call = call;
    this.scalars = scalars;
    this.evaluation = evaluation;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    checkQuantiles();
    try (Collected collected = Collected.from(input, evaluation.memory())) {
      BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
      StepColumn column = new StepColumn(Evaluation.steps(grid));
      List<BucketQuestion> questions = BucketQuestion.of(call, scalars);
      histograms(collected.series())
          .forEach(
              (labels, parts) -> {
                parts.sort();
                for (BucketQuestion question : questions) {
                  compute(question, labels.metricName(), parts, column);
                  feed.add(question.label(evaluation.names().apply(labels)), true, column);
                }
              });
      feed.finish();
    }
  }

  private void checkQuantiles() {
    int[] arguments = BucketQuestion.quantileArguments(call);
    for (int i = 0; i < arguments.length; i++) {
      for (double q : scalars[i]) {
        if (!(q >= 0 && q <= 1)) {
          evaluation
              .annotations()
              .warning(AnnotationTexts.invalidQuantile(q), call.args().get(arguments[i]).span());
        }
      }
    }
  }

  private Span vectorSpan() {
    return call.args().stream()
        .filter(argument -> argument.type() == ValueType.VECTOR)
        .map(Expr::span)
        .findFirst()
        .orElse(call.span());
  }

  private Map<Labels, Parts> histograms(List<EvaluatedSeries> series) {
    Map<Labels, Parts> histograms = new LinkedHashMap<>();
    for (EvaluatedSeries one : series) {
      StepColumn column = one.column();
      boolean isNative = HistogramWeight.hasHistogram(column);
      if (isNative) {
        histograms.computeIfAbsent(one.labels(), labels -> new Parts()).natives.add(column);
      }
      if (!isNative || hasFloat(column)) {
        addBucket(one, histograms);
      }
    }
    return histograms;
  }

  private static boolean hasFloat(StepColumn column) {
    for (int step = 0; step < column.steps(); step++) {
      if (column.present[step] && column.histogram(step) == null) {
        return true;
      }
    }
    return false;
  }

  private void addBucket(EvaluatedSeries one, Map<Labels, Parts> histograms) {
    String bound = one.labels().getOrEmpty(BOUND);
    try {
      Bucket bucket = new Bucket(GoNumbers.parseFloat(bound), one.column());
      Labels labels = one.labels().with(BOUND, "");
      histograms.computeIfAbsent(labels, key -> new Parts()).buckets.add(bucket);
    } catch (TextFormatException e) {
      evaluation
          .annotations()
          .warning(
              AnnotationTexts.badBucketLabel(shownName(one.labels().metricName()), bound),
              vectorSpan());
    }
  }

  /** The name as annotations show it: only where it has not been dropped yet. */
  private String shownName(String name) {
    return evaluation.flags().delayedNameRemoval() ? name : "";
  }

  private void compute(BucketQuestion question, String name, Parts parts, StepColumn out) {
    ClassicBuckets classic = new ClassicBuckets();
    out.clear();
    for (int step = 0; step < out.steps(); step++) {
      if (step % STEPS_BETWEEN_POLLS == 0) {
        evaluation.checkpoint();
      }
      if (!question.isAsked(step)) {
        continue;
      }
      parts.gather(step, classic);
      FloatHistogram histogram = parts.nativeAt(step);
      if (histogram == null) {
        if (!classic.isEmpty()) {
          out.set(step, question.answer(classic, step));
          noteMonotonicity(name, classic, step);
        }
      } else if (classic.isEmpty()) {
        out.set(step, question.answer(histogram, step));
        String note = question.note(shownName(name));
        if (note != null) {
          evaluation.annotations().info(note, call.args().getFirst().span());
        }
      } else {
        evaluation
            .annotations()
            .warning(HistogramTexts.mixedClassicAndNative(shownName(name)), vectorSpan());
      }
    }
  }

  private void noteMonotonicity(String name, ClassicBuckets classic, int step) {
    if (classic.forcedMonotonic()) {
      evaluation
          .annotations()
          .forcedMonotonicity(
              shownName(name),
              grid.startMs() + step * grid.stepMs(),
              classic.minForced(),
              classic.maxForced(),
              classic.maxDifference(),
              vectorSpan());
    }
  }
}
