package io.promontory.promql.exec;

import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The results of a join, series by series of the "many" side. */
final class JoinResult {
  /**
   * One output series; {@code matched} has the steps of pairs that matched, even where a comparison
   * dropped them.
   */
  private record Output(Labels key, StepColumn column, boolean[] matched) {}

  private final VectorNode.Join node;
  private final MatchKeys keys;
  private final OneSide oneSide;
  private final Evaluation evaluation;
  private final int steps;
  private final boolean filters;
  private final boolean dropsName;
  private final boolean fills;
  private final boolean[] manyPresent;
  private final Map<Labels, Output> outputs = new LinkedHashMap<>();
  private final JoinErrors errors = new JoinErrors();

  JoinResult(VectorNode.Join node, MatchKeys keys, OneSide oneSide, Evaluation evaluation) {
    this.node = node;
    this.keys = keys;
    this.oneSide = oneSide;
    this.evaluation = evaluation;
    this.steps = Evaluation.steps(node.grid());
    this.filters = node.op().isComparison() && !node.returnBool();
    this.dropsName =
        !node.op().isComparison()
            || (node.returnBool() && !evaluation.flags().delayedNameRemoval());
    this.fills = node.matching().fillLeft() != null || node.matching().fillRight() != null;
    this.manyPresent = new boolean[steps];
  }

  /** Pairs a series of the "many" side with all it matches. */
  void match(Labels labels, StepColumn column) {
    Filler.mark(manyPresent, column);
    Labels key = keys.of(labels);
    OneSide.Matches matches = fills ? oneSide.ofOrNew(key) : oneSide.of(key);
    if (matches != null) {
      for (EvaluatedSeries one : matches.series) {
        pair(key, labels, column, matches, one);
      }
      if (fills) {
        fillOne(key, labels, column, matches);
      }
    }
  }

  /** {@code fill_right} stands for the "one" side, whichever side that is, as in Prometheus. */
  private void fillOne(Labels key, Labels labels, StepColumn column, OneSide.Matches matches) {
    boolean[] manyPresent = matches.manyPresent;
    if (manyPresent == null) {
      manyPresent = new boolean[steps];
      matches.manyPresent = manyPresent;
    }
    Filler.mark(manyPresent, column);
    Double value = node.matching().fillRight();
    if (value != null) {
      pair(key, labels, column, matches, Filler.series(key, value, matches.present(steps)));
    }
  }

  /** Pairs what the "many" side has not matched with {@code fill_left}. */
  private void fillMany(double value) {
    oneSide.forEach(
        (key, matches) -> {
          boolean[] manyPresent = matches.manyPresent;
          EvaluatedSeries filler =
              Filler.series(key, value, manyPresent == null ? new boolean[steps] : manyPresent);
          for (EvaluatedSeries one : matches.series) {
            pair(key, key, filler.column(), matches, one);
          }
        });
  }

  private void pair(
      Labels key, Labels labels, StepColumn column, OneSide.Matches matches, EvaluatedSeries one) {
    StepColumn result = new StepColumn(steps);
    boolean any = false;
    for (int step = 0; step < steps; step++) {
      result.present[step] = column.present[step] && one.column().present[step];
      any |= result.present[step];
    }
    if (any && FloatTrim.is(node.op())) {
      evaluation.annotations().info(FloatTrim.annotation(node.op()), node.span());
    } else if (any) {
      if (node.matching().cardinality() == Cardinality.ONE_TO_ONE) {
        matchOnce(matches, result.present);
      }
      boolean[] matched = filters ? result.present.clone() : result.present;
      compute(column, one.column(), result);
      add(keys.result(labels, one.labels(), dropsName), new Output(key, result, matched));
    }
  }

  private void matchOnce(OneSide.Matches matches, boolean[] present) {
    boolean @Nullable [] matched = matches.matched;
    if (matched == null) {
      matches.matched = present.clone();
      return;
    }
    for (int step = 0; step < steps; step++) {
      if (present[step] && matched[step]) {
        errors.noteManyToOne(step);
      }
      matched[step] |= present[step];
    }
  }

  private void compute(StepColumn many, StepColumn one, StepColumn result) {
    boolean swapped = node.matching().cardinality() == Cardinality.ONE_TO_MANY;
    double[] left = swapped ? one.values : many.values;
    double[] right = swapped ? many.values : one.values;
    if (filters) {
      BinaryArithmetic.filter(node.op(), left, right, result.present);
      System.arraycopy(left, 0, result.values, 0, steps);
    } else {
      BinaryArithmetic.compute(node.op(), left, right, result.values);
    }
  }

  private void add(Labels labels, Output output) {
    Output first = outputs.get(labels);
    if (first == null) {
      evaluation.memory().hold(steps);
      outputs.put(labels, output);
      return;
    }
    boolean sameKey = first.key.equals(output.key);
    for (int step = 0; step < steps; step++) {
      if (sameKey && first.matched[step] && output.matched[step]) {
        errors.noteGrouping(step);
      } else if (first.column.present[step] && output.column.present[step]) {
        errors.noteSameLabels(step);
      } else if (output.column.present[step]) {
        first.column.set(step, output.column, step);
      }
      first.matched[step] |= output.matched[step];
    }
  }

  /** Throws the first error there is, else feeds the results. */
  <C extends SeriesConsumer> void finish(Supplier<C> consumers, Consumer<C> inOrder) {
    Double fillLeft = node.matching().fillLeft();
    if (fillLeft != null) {
      fillMany(fillLeft);
    }
    String side = node.matching().cardinality() == Cardinality.ONE_TO_MANY ? "left" : "right";
    for (int step = 0; step < steps; step++) {
      OneSide.Conflict conflict = oneSide.conflict(step);
      if (conflict != null && (fills || manyPresent[step])) {
        errors.noteDuplicate(step, conflict, side);
      }
    }
    errors.throwFirst();
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    outputs.forEach((labels, output) -> feed.add(labels, node.returnBool(), output.column));
    feed.finish();
    evaluation.memory().release((long) outputs.size() * steps);
  }
}
