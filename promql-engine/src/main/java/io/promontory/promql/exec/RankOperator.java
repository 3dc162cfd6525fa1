package io.promontory.promql.exec;

import io.promontory.promql.exec.GroupTable.Group;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private final SampleMemory memory;

  /** Takes how many elements to keep, for each step. */
  RankOperator(
      VectorOperator input, Grouping grouping, Order order, double[] limits, SampleMemory memory) {
    this.input = input;
    this.steps = limits.length;
    this.grouping = grouping;
    this.order = order;
    this.limits = limits;
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
    private final GroupTable<@Nullable RankHeap[]> table =
        new GroupTable<>(grouping, () -> new RankHeap[steps]);
    private final List<EvaluatedSeries> kept = new ArrayList<>();

    /** Stands for all columns of floats, which the heaps hold. */
    private final StepColumn none = new StepColumn(0);

    private long held;

    void offer(SeriesBatch batch, int row) {
      StepColumn column = batch.column(row);
      @Nullable RankHeap[] heaps = table.of(batch.labels(row)).content;
      int id = kept.size();
      int more = 0;
      boolean any = false;
      for (int step = 0; step < steps; step++) {
        long limit = (long) limits[step];
        if (column.present[step] && limit >= 1) {
          RankHeap heap = heaps[step];
          if (heap == null) {
            heap = new RankHeap(order != Order.SMALLEST);
            heaps[step] = heap;
          }
          int size = heap.size();
          if (order != Order.FIRST || size < limit) {
            FloatHistogram histogram = column.histogram(step);
            any |= heap.offer(histogram == null ? column.values[step] : 0, id, limit);
            more += heap.size() - size;
            more += histogram == null ? 0 : HistogramWeight.of(histogram) - 1;
          }
        }
      }
      memory.hold(more);
      held += more;
      if (any) {
        kept.add(
            new EvaluatedSeries(
                batch.labels(row),
                batch.nameDropped(row),
                column.histograms == null ? none : column.copy()));
      }
    }

    private void put(RankHeap heap, int at, StepColumn column, int step) {
      StepColumn histograms = kept.get(heap.id(at)).column();
      FloatHistogram histogram = histograms == none ? null : histograms.histogram(step);
      if (histogram == null) {
        column.set(step, heap.value(at));
      } else {
        column.set(step, histogram);
      }
    }

    /** One element after another, best first in each group. */
    List<EvaluatedSeries> inRankOrder() {
      List<EvaluatedSeries> ordered = new ArrayList<>();
      for (Group<@Nullable RankHeap[]> group : table.groups()) {
        RankHeap heap = group.content[0];
        if (heap != null) {
          for (int at : order == Order.FIRST ? heap.inHeapOrder() : heap.ranking()) {
            StepColumn column = new StepColumn(1);
            put(heap, at, column, 0);
            ordered.add(series(heap.id(at), column));
          }
        }
      }
      return ordered;
    }

    /** Whole series, in the order of the input. */
    List<EvaluatedSeries> bySeries() {
      Map<Integer, StepColumn> columns = new LinkedHashMap<>();
      for (Group<@Nullable RankHeap[]> group : table.groups()) {
        for (int step = 0; step < steps; step++) {
          RankHeap heap = group.content[step];
          for (int at = 0; heap != null && at < heap.size(); at++) {
            put(heap, at, columns.computeIfAbsent(heap.id(at), id -> hold()), step);
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
