package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code info}: evaluates its argument first, then selects the info series of just the targets it
 * found there. A series that is itself an info series passes unchanged.
 */
final class InfoOperator implements VectorOperator {
  private final VectorNode.Info node;
  private final VectorOperator input;
  private final Evaluation evaluation;

  InfoOperator(VectorNode.Info node, VectorOperator input, Evaluation evaluation) {
    this.node = node;
    this.input = input;
    this.evaluation = evaluation;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    int steps = Evaluation.steps(node.grid());
    FirstError errors = new FirstError();
    try (Collected base = Collected.from(input, evaluation.memory())) {
      List<Matcher> targets = targets(base.series());
      boolean[] looked = new boolean[steps];
      base.series().forEach(series -> Filler.mark(looked, series.column()));
      InfoSeries infos = new InfoSeries(looked, errors);
      try (Collected found = Collected.from(select(targets), evaluation.memory())) {
        found.series().forEach(infos::add);
        InfoLabels adding = new InfoLabels(node.data(), errors);
        InfoResult result = new InfoResult(infos, adding, errors, evaluation.memory());
        for (EvaluatedSeries series : base.series()) {
          evaluation.checkpoint();
          if (isInfo(series.labels())) {
            result.pass(series);
          } else {
            result.describe(series);
          }
        }
        result.finish(consumers, inOrder);
      }
    }
  }

  private boolean isInfo(Labels labels) {
    String name = labels.metricName();
    return node.infoNames().stream().allMatch(matcher -> matcher.matches(name));
  }

  /** A matcher for each identifying label that any series has: its values, whatever the series. */
  private List<Matcher> targets(List<EvaluatedSeries> base) {
    List<Matcher> matchers = new ArrayList<>();
    for (String label : InfoSeries.IDENTIFYING) {
      TreeSet<String> values = new TreeSet<>();
      for (EvaluatedSeries series : base) {
        if (series.labels().has(label) && !isInfo(series.labels())) {
          values.add(series.labels().getOrEmpty(label));
        }
      }
      if (!values.isEmpty()) {
        matchers.add(Matcher.oneOf(label, values));
      }
    }
    return matchers;
  }

  private VectorOperator select(List<Matcher> targets) {
    if (targets.isEmpty()) {
      return new HeldOperator(List.of());
    }
    List<Matcher> all = new ArrayList<>(node.request().matchers());
    all.addAll(targets);
    SelectRequest request = node.request().withMatchers(all);
    return new ScanOperator(
        evaluation,
        evaluation.scans().add(request),
        node.grid(),
        () -> new InfoEvaluator(node.grid(), node.lookbackMs(), request, evaluation));
  }
}
