package io.promontory.promql.exec;

import io.promontory.promql.exec.GroupTable.Group;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code topk}, {@code bottomk} and {@code limitk}: of each group, at each step, some of its series
 * as they are.
 */
final class RankOperator implements VectorOperator {
  /** What makes one element better than another. */
  enum Order {
    LARGEST,
    SMALLEST,
    FIRST
  }

  private final VectorOperator input;
  private final int steps;
  private final Grouping grouping;
  private final Order order;
  private final double[] limits;
  private final boolean single;
  private final SampleMemory memory;

  /** Takes how many elements to keep, for each step. */
  RankOperator(
      VectorOperator input, Grouping grouping, Order order, double[] limits, SampleMemory memory) {
    this.input = input;
    this.steps = limits.length;
    this.grouping = grouping;
    this.order = order;
    this.limits = limits;
    this.single = Arrays.stream(limits).allMatch(limit -> limit < 2);
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    Ranking ranking = new Ranking();
    try (SeriesBatches batches = new SeriesBatches(steps, memory)) {
      input.feed(
          batches::take,
          batch -> {
            for (int row = 0; row < batch.size(); row++) {
              ranking.offer(batch, row);
            }
            batches.giveBack(batch);
          });
    }
    BatchFeed.feed(steps == 1 ? ranking.inRankOrder() : ranking.bySeries(), consumers, inOrder);
    memory.release(ranking.held);
  }

  /** The elements kept so far. */
  private final class Ranking {
    private final GroupTable<RankedElements> table = new GroupTable<>(grouping, this::none);
    private final List<EvaluatedSeries> kept = new ArrayList<>();

    /** Stands for all columns of floats, which are held with their ranks. */
    private final StepColumn floats = new StepColumn(0);

    private long held;

    private RankedElements none() {
      return single ? new BestElements(order, steps) : new RankHeaps(order, steps);
    }

    void offer(SeriesBatch batch, int row) {
      StepColumn column = batch.column(row);
      RankedElements elements = table.of(batch.labels(row)).content;
      boolean any = elements.offer(column, kept.size(), limits);
      long more = elements.newlyHeld();
      memory.hold(more);
      held += more;
      if (any) {
        kept.add(
            new EvaluatedSeries(
                batch.labels(row),
                batch.nameDropped(row),
                column.histograms == null ? floats : column.copy()));
      }
    }

    private void put(RankedElements elements, int step, int at, StepColumn column) {
      StepColumn histograms = kept.get(elements.id(step, at)).column();
      FloatHistogram histogram = histograms == floats ? null : histograms.histogram(step);
      if (histogram == null) {
        column.set(step, elements.value(step, at));
      } else {
        column.set(step, histogram);
      }
    }

    /** One element after another, best first in each group. */
    List<EvaluatedSeries> inRankOrder() {
      List<EvaluatedSeries> ordered = new ArrayList<>();
      for (Group<RankedElements> group : table.groups()) {
        for (int at : group.content.order(0)) {
          StepColumn column = new StepColumn(1);
          put(group.content, 0, at, column);
          ordered.add(series(group.content.id(0, at), column));
        }
      }
      return ordered;
    }

    /** Whole series, in the order of the input. */
    List<EvaluatedSeries> bySeries() {
      Map<Integer, StepColumn> columns = new LinkedHashMap<>();
      for (Group<RankedElements> group : table.groups()) {
        RankedElements elements = group.content;
        for (int step = 0; step < steps; step++) {
          for (int at = 0; at < elements.size(step); at++) {
            StepColumn column = columns.computeIfAbsent(elements.id(step, at), id -> hold());
            put(elements, step, at, column);
          }
        }
      }
      return columns.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(entry -> series(entry.getKey(), entry.getValue()))
          .toList();
    }

    private StepColumn hold() {
      memory.hold(steps);
      held += steps;
      return new StepColumn(steps);
    }

    private EvaluatedSeries series(int id, StepColumn column) {
      return new EvaluatedSeries(kept.get(id).labels(), kept.get(id).nameDropped(), column);
    }
  }
}
