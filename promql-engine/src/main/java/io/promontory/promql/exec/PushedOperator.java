package io.promontory.promql.exec;

import io.promontory.promql.plan.PushedPart;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.StepSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The results of an aggregation that others evaluate, in the order of their labels. Where one of
 * them cannot, answers what was not asked, or warns of more than the expression, samples are read
 * after all.
 */
final class PushedOperator implements VectorOperator {
  private final VectorNode.Pushed node;
  private final Evaluation evaluation;
  private final PushedCall call;
  private String objection = "";

  PushedOperator(VectorNode.Pushed node, Evaluation evaluation) {
    this.node = node;
    this.evaluation = evaluation;
    this.call = evaluation.pushed().ask(node);
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    List<PartAnswer> answers = call.await();
    List<StepSeries> series = answers == null ? null : united(answers);
    Recording recording = evaluation.recording();
    if (answers == null || series == null) {
      if (recording != null) {
        recording.gaveUp(node, answers == null ? call.refusal() : objection);
      }
      OperatorBuilder builder = new OperatorBuilder(evaluation.reading(node.instead()));
      builder.build(node.fromSamples()).feed(consumers, inOrder);
      return;
    }
    for (int i = 0; i < answers.size(); i++) {
      PushedNotes.repeat(answers.get(i), node.parts().get(i), evaluation.annotations());
    }
    evaluation.pushed().used(node, answers);
    if (recording != null) {
      recording.used(node, answers);
    }
    feed(series, new BatchFeed<>(consumers, inOrder));
  }

  private void feed(List<StepSeries> series, BatchFeed<?> feed) {
    long held = 0;
    for (StepSeries one : series) {
      long weight = StepSeriesRows.weight(one);
      evaluation.memory().hold(weight);
      evaluation.context().budget().readSeries();
      held += weight;
    }
    evaluation.counts().addRead(held);
    evaluation.counts().addQueryable(held);
    StepColumn column = new StepColumn(Evaluation.steps(node.grid()));
    for (StepSeries one : series) {
      evaluation.checkpoint();
      StepSeriesRows.fill(column, one, node.grid());
      feed.add(one.labels(), false, column);
    }
    feed.finish();
    evaluation.memory().release(held);
  }

  /** The results of all parts with their labels here; null where they are none of the question. */
  private @Nullable List<StepSeries> united(List<PartAnswer> answers) {
    StepGrid grid = node.grid();
    List<StepSeries> all = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      PushedPart part = node.parts().get(i);
      if (!PushedNotes.areAllOfIt(answers.get(i).warnings())) {
        return objection(part, "it warns of more than the expression");
      }
      for (StepSeries one : answers.get(i).series()) {
        if (!StepSeriesRows.areOf(grid, one)) {
          return objection(part, "it answered for other times than those asked for");
        }
        all.add(StepSeriesRows.with(part.added(), one));
      }
    }
    all.sort(Comparator.comparing(StepSeries::labels));
    for (int i = 1; node.apart() && i < all.size(); i++) {
      if (all.get(i).labels().equals(all.get(i - 1).labels())) {
        return objection(node.parts().getFirst(), "two parts have results of the same labels");
      }
    }
    return all;
  }

  private @Nullable List<StepSeries> objection(PushedPart part, String why) {
    objection = "store \"" + part.part().store() + "\": " + why;
    return null;
  }
}
