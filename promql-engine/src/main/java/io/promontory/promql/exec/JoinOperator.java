package io.promontory.promql.exec;

import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.promql.plan.VectorNode;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Arithmetic and comparison between vectors. Holds the "one" side and the result; the other side
 * streams past.
 */
final class JoinOperator implements VectorOperator {
  private final VectorNode.Join node;
  private final VectorOperator many;
  private final VectorOperator one;
  private final Evaluation evaluation;

  JoinOperator(
      VectorNode.Join node, VectorOperator left, VectorOperator right, Evaluation evaluation) {
    boolean swapped = node.matching().cardinality() == Cardinality.ONE_TO_MANY;
    this.node = node;
    this.many = swapped ? right : left;
    this.one = swapped ? left : right;
    this.evaluation = evaluation;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    int steps = Evaluation.steps(node.grid());
    MatchKeys keys = new MatchKeys(node.matching());
    try (Collected collected = held();
        SeriesBatches batches = new SeriesBatches(steps, evaluation.memory())) {
      OneSide oneSide = new OneSide(collected.series(), keys, steps, evaluation::checkpoint);
      JoinResult result = new JoinResult(node, keys, oneSide, evaluation);
      many.feed(
          batches::take,
          batch -> {
            for (int row = 0; row < batch.size(); row++) {
              result.match(batch.labels(row), batch.column(row));
            }
            batches.giveBack(batch);
          });
      result.finish(consumers, inOrder);
    }
  }

  private Collected held() {
    return one instanceof SharedOperator shared
        ? shared.lend()
        : Collected.from(one, evaluation.memory());
  }
}
