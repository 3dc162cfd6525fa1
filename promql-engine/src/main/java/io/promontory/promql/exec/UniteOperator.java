package io.promontory.promql.exec;

import io.promontory.promql.engine.QueryException;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes one series of those that have equal labels and no step in common; holds its input. */
final class UniteOperator implements VectorOperator {
  static final String SAME_LABELS = "vector cannot contain metrics with the same labelset";

  private final VectorOperator input;
  private final boolean strict;
  private final SampleMemory memory;

  /** Strict is: equal labels are an error even without a step in common. */
  UniteOperator(VectorOperator input, boolean strict, SampleMemory memory) {
    this.input = input;
    this.strict = strict;
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    try (Collected collected = Collected.from(input, memory)) {
      BatchFeed.feed(unite(collected.series(), strict), consumers, inOrder);
    }
  }

  static List<EvaluatedSeries> unite(List<EvaluatedSeries> series, boolean strict) {
    Map<Labels, EvaluatedSeries> united = new LinkedHashMap<>();
    for (EvaluatedSeries one : series) {
      EvaluatedSeries first = united.putIfAbsent(one.labels(), one);
      if (first != null) {
        if (strict) {
          throw sameLabels();
        }
        add(first.column(), one.column());
      }
    }
    return united.size() == series.size() ? series : new ArrayList<>(united.values());
  }

  private static void add(StepColumn to, StepColumn from) {
    for (int step = 0; step < to.steps(); step++) {
      if (from.present[step]) {
        if (to.present[step]) {
          throw sameLabels();
        }
        to.set(step, from, step);
      }
    }
  }

  static QueryException sameLabels() {
    return new QueryException(QueryException.Kind.EXECUTION, SAME_LABELS);
  }
}
