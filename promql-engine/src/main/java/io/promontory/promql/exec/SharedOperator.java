package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One place of a result that several places use. */
final class SharedOperator implements VectorOperator {
  private final VectorNode.Shared place;
  private final Evaluation evaluation;

  SharedOperator(VectorNode.Shared place, Evaluation evaluation) {
    this.place = place;
    this.evaluation = evaluation;
  }

  /** The result itself, for a user who only reads it and closes it in the end. */
  Collected lend() {
    SharedResult result = evaluation.shared().begin(place, evaluation);
    return result.collected().lent(result::end);
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    try (Collected result = lend()) {
      BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
      StepColumn copy = new StepColumn(Evaluation.steps(place.grid()));
      for (EvaluatedSeries series : result.series()) {
        copy.copyFrom(series.column());
        feed.add(series.labels(), series.nameDropped(), copy);
      }
      feed.finish();
    }
  }
}
