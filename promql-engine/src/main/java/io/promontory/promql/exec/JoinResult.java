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

  private static final int PAIRS_A_CHECKPOINT = 64;

  private final VectorNode.Join node;
  private final MatchKeys keys;
  private final OneSide oneSide;
  private final Evaluation evaluation;
  private final int steps;
  private final boolean filters;
  private final boolean dropsName;
  private final boolean fills;
  private final boolean[] manyPresent;
  private final BinaryElement element;
  private final BinaryNotes notes;
  private long held;
  private int pairs;

  /** The first step that is known to be an error: whatever later ones give is of no account. */
  private int limit;

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
        !(node.op().isComparison() || BinaryElement.isTrim(node.op()))
            || (node.returnBool() && !evaluation.flags().delayedNameRemoval());
    this.fills = node.matching().fillLeft() != null || node.matching().fillRight() != null;
    this.manyPresent = new boolean[steps];
    this.element = new BinaryElement(node.op());
    this.notes = new BinaryNotes(steps);
    this.limit = steps;
    findConflict();
  }

  /** Pairs a series of the "many" side with all it matches. */
  void match(Labels labels, StepColumn column) {
    Filler.mark(manyPresent, column);
    findConflict();
    if (limit == 0) {
      throwFirst();
    }
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

  /** Series of the "one" side that share a key matter where there is anything to match. */
  private void findConflict() {
    for (int step = 0; !oneSide.isUnique() && step < limit; step++) {
      if (oneSide.conflict(step) != null && (fills || manyPresent[step])) {
        limit = step;
      }
    }
  }

  /** {@code fill_right} stands for the "one" side, whichever side that is, as in Prometheus. */
  private void fillOne(Labels key, Labels labels, StepColumn column, OneSide.Matches matches) {
    Double value = node.matching().fillRight();
    if (value != null) {
      pair(key, labels, column, matches, Filler.series(key, value, matches.present(steps)));
    }
  }

  /** Pairs what the "many" side has not matched with {@code fill_left}. */
  private void fillMany(double value) {
    for (EvaluatedSeries one : oneSide.series()) {
      Labels key = keys.of(one.labels());
      OneSide.Matches matches = oneSide.ofOrNew(key);
      boolean[] matched = matches.matched == null ? new boolean[steps] : matches.matched;
      pair(key, key, Filler.series(key, value, matched).column(), matches, one);
    }
  }

  private void pair(
      Labels key, Labels labels, StepColumn column, OneSide.Matches matches, EvaluatedSeries one) {
    if (++pairs % PAIRS_A_CHECKPOINT == 0) {
      evaluation.checkpoint();
    }
    if (!meet(column.present, one.column().present)) {
      return;
    }
    StepColumn result = new StepColumn(steps);
    for (int step = 0; step < limit; step++) {
      result.present[step] = column.present[step] && one.column().present[step];
    }
    boolean[] matched = compute(column, one.column(), result);
    noteMatched(matches, matched);
    add(keys.result(labels, one.labels(), dropsName), new Output(key, result, matched));
  }

  private boolean meet(boolean[] many, boolean[] one) {
    for (int step = 0; step < limit; step++) {
      if (many[step] && one[step]) {
        return true;
      }
    }
    return false;
  }

  private void noteMatched(OneSide.Matches matches, boolean[] present) {
    boolean once = node.matching().cardinality() == Cardinality.ONE_TO_ONE;
    boolean @Nullable [] matched = matches.matched;
    if (!once && !fills) {
      return;
    } else if (matched == null) {
      matches.matched = present.clone();
      return;
    }
    for (int step = 0; step < steps; step++) {
      if (once && present[step] && matched[step]) {
        errors.noteManyToOne(step);
      }
      matched[step] |= present[step];
    }
  }

  /** Computes what is present; gives the steps that matched, even where a comparison fails. */
  private boolean[] compute(StepColumn many, StepColumn one, StepColumn result) {
    boolean swapped = node.matching().cardinality() == Cardinality.ONE_TO_MANY;
    StepColumn left = swapped ? one : many;
    StepColumn right = swapped ? many : one;
    if (left.histograms != null || right.histograms != null || BinaryElement.isTrim(node.op())) {
      boolean[] matched = new boolean[steps];
      element.compute(left, right, node.returnBool(), result, matched, notes);
      return matched;
    }
    boolean[] matched = result.present;
    if (filters) {
      matched = matched.clone();
      BinaryArithmetic.filter(node.op(), left.values, right.values, result.present);
      System.arraycopy(left.values, 0, result.values, 0, steps);
    } else {
      BinaryArithmetic.compute(node.op(), left.values, right.values, result.values);
    }
    return matched;
  }

  private void add(Labels labels, Output output) {
    Output first = outputs.get(labels);
    long weight = HistogramWeight.beyondSlots(output.column) + (first == null ? steps : 0);
    evaluation.memory().hold(weight);
    held += weight;
    if (first == null) {
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
    throwFirst();
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    outputs.forEach((labels, output) -> feed.add(labels, node.returnBool(), output.column));
    feed.finish();
    notes.tell(node.op(), node.span(), evaluation.annotations());
    evaluation.memory().release(held);
  }

  private void throwFirst() {
    OneSide.Conflict conflict = limit < steps ? oneSide.conflict(limit) : null;
    if (conflict != null) {
      String side = node.matching().cardinality() == Cardinality.ONE_TO_MANY ? "left" : "right";
      errors.noteDuplicate(limit, conflict, side);
    }
    errors.throwFirst();
  }
}
