package io.promontory.promql.exec;

import io.promontory.promql.exec.SetOperator.KeyPresence;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code or}: the left side, and what has no partner there of the right side. Holds the right side,
 * and of the left side the series that the right side has too, since they become one.
 */
final class OrOperator implements VectorOperator {
  private final VectorOperator left;
  private final VectorOperator right;
  private final MatchKeys keys;
  private final SampleMemory memory;

  OrOperator(VectorOperator left, VectorOperator right, MatchKeys keys, SampleMemory memory) {
    this.left = left;
    this.right = right;
    this.keys = keys;
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    try (Collected collected = Collected.from(right, memory)) {
      Right rightSide = new Right(collected.series());
      KeyPresence leftPresence = new KeyPresence(keys);
      List<EvaluatedSeries> both = new ArrayList<>();
      long[] held = {0};
      left.feed(
          () -> new Step<>(consumers.get(), rightSide),
          step -> {
            leftPresence.addAll(step.presence);
            memory.hold(step.bothWeight);
            held[0] += step.bothWeight;
            both.addAll(step.both);
            inOrder.accept(step.consumer);
          });
      for (EvaluatedSeries one : collected.series()) {
        leftPresence.retain(keys.of(one.labels()), false, one.column().present);
      }
      List<EvaluatedSeries> rest = new ArrayList<>(both);
      rest.addAll(collected.series());
      BatchFeed.feed(UniteOperator.unite(rest, false), consumers, inOrder);
      memory.release(held[0]);
    }
  }

  private final class Right {
    private final Set<Labels> labels = new HashSet<>();
    private final Set<Labels> matchKeys = new HashSet<>();

    Right(List<EvaluatedSeries> series) {
      for (EvaluatedSeries one : series) {
        labels.add(one.labels());
        matchKeys.add(keys.of(one.labels()));
      }
    }
  }

  private final class Step<C extends SeriesConsumer> implements SeriesConsumer {
    private final C consumer;
    private final Right held;
    private final KeyPresence presence = new KeyPresence(keys);
    private final List<EvaluatedSeries> both = new ArrayList<>();
    private long bothWeight;

    Step(C consumer, Right held) {
      this.consumer = consumer;
      this.held = held;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      Labels key = keys.of(labels);
      if (held.matchKeys.contains(key)) {
        presence.add(key, column.present);
      }
      if (held.labels.contains(labels)) {
        both.add(new EvaluatedSeries(labels, nameDropped, column.copy()));
        bothWeight += HistogramWeight.of(column);
      } else {
        consumer.accept(labels, nameDropped, column);
      }
    }
  }
}
