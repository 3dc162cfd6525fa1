package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The series that come of adding labels of info series. A series falls apart into several where
 * what describes it changes from step to step.
 */
final class InfoResult {
  private final Map<Labels, StepColumn> outputs = new LinkedHashMap<>();
  private final InfoSeries infos;
  private final InfoLabels adding;
  private final FirstError errors;
  private final SampleMemory memory;
  private long held;

  InfoResult(InfoSeries infos, InfoLabels adding, FirstError errors, SampleMemory memory) {
    this.infos = infos;
    this.adding = adding;
    this.errors = errors;
    this.memory = memory;
  }

  /** Adds a series as it is. */
  void pass(EvaluatedSeries series) {
    StepColumn output = output(series.labels(), series.column().steps());
    for (int step = 0; step < output.steps(); step++) {
      set(output, step, series.column());
    }
  }

  /** Adds a series with the labels of what describes it. */
  void describe(EvaluatedSeries series) {
    List<@Nullable EvaluatedSeries[]> descriptions = infos.of(series.labels());
    @Nullable EvaluatedSeries[] now = new EvaluatedSeries[descriptions.size()];
    @Nullable EvaluatedSeries[] before = null;
    StepColumn output = null;
    for (int step = 0; step < series.column().steps(); step++) {
      if (!series.column().present[step]) {
        continue;
      }
      for (int i = 0; i < now.length; i++) {
        now[i] = descriptions.get(i)[step];
      }
      if (before == null || !Arrays.equals(now, before)) {
        before = now.clone();
        Labels labels = adding.add(series.labels(), before, step);
        output = labels == null ? null : output(labels, series.column().steps());
      }
      if (output != null) {
        set(output, step, series.column());
      }
    }
  }

  private StepColumn output(Labels labels, int steps) {
    StepColumn output = outputs.get(labels);
    if (output == null) {
      memory.hold(steps);
      held += steps;
      output = new StepColumn(steps);
      outputs.put(labels, output);
    }
    return output;
  }

  private void set(StepColumn output, int step, StepColumn from) {
    if (from.present[step]) {
      if (output.present[step]) {
        errors.note(step, 2, UniteOperator.SAME_LABELS);
      }
      output.set(step, from, step);
    }
  }

  /** Throws the first error there is, else feeds the results. */
  <C extends SeriesConsumer> void finish(Supplier<C> consumers, Consumer<C> inOrder) {
    errors.throwIfAny();
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    outputs.forEach((labels, column) -> feed.add(labels, false, column));
    feed.finish();
    memory.release(held);
  }
}
