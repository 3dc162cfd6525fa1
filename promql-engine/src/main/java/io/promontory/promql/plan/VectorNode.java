package io.promontory.promql.plan;

import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An instant vector for each step, computed series by series. */
public sealed interface VectorNode extends PlanNode {
  StepGrid grid();

  /** A node whose steps are those of its input. */
  sealed interface OnInput extends VectorNode {
    VectorNode input();

    @Override
    default StepGrid grid() {
      return input().grid();
    }
  }

  /** A node with two vector operands. */
  sealed interface OnPair extends VectorNode {
    VectorNode left();

    VectorNode right();

    @Override
    default StepGrid grid() {
      return left().grid();
    }
  }

  /** A node that reads a selection. */
  sealed interface OnSelection extends VectorNode {
    int selection();

    /** The same node on a selection of another number. */
    OnSelection withSelection(int other);
  }

  /** No series. */
  record Empty(StepGrid grid) implements VectorNode {}

  /**
   * The newest sample within the look-back.
   *
   * @param sampleTime true for the sample's time in seconds in place of its value
   */
  record InstantSelect(
      StepGrid grid, int selection, DataTime time, long lookbackMs, boolean sampleTime)
      implements OnSelection {
    @Override
    public InstantSelect withSelection(int other) {
      return new InstantSelect(grid, other, time, lookbackMs, sampleTime);
    }
  }

  /**
   * A {@code smoothed} instant selector.
   *
   * @param lookbackMs how far a sample may be from the time asked for, on either side
   * @param span position of the selector for annotations
   */
  record SmoothedSelect(StepGrid grid, int selection, DataTime time, long lookbackMs, Span span)
      implements OnSelection {
    @Override
    public SmoothedSelect withSelection(int other) {
      return new SmoothedSelect(grid, other, time, lookbackMs, span);
    }
  }

  /** {@code start_timestamp()} of a selector: start times of its samples in seconds. */
  record StartTimeSelect(StepGrid grid, int selection, DataTime time, long lookbackMs)
      implements OnSelection {
    @Override
    public StartTimeSelect withSelection(int other) {
      return new StartTimeSelect(grid, other, time, lookbackMs);
    }
  }

  /** A function of a range vector, window by window. */
  record RangeCall(StepGrid grid, Call call, MatrixNode input, List<ScalarNode> scalars)
      implements VectorNode {
    public RangeCall {
      scalars = List.copyOf(scalars);
    }
  }

  /** A function of each element. */
  record ElementCall(Call call, VectorNode input, List<ScalarNode> scalars) implements OnInput {
    public ElementCall {
      scalars = List.copyOf(scalars);
    }
  }

  /** Unary minus. */
  record Negation(VectorNode input) implements OnInput {}

  /**
   * {@code timestamp()} of anything but a selector: the evaluation time of each element, in
   * seconds.
   */
  record EvalTimes(VectorNode input) implements OnInput {}

  /** {@code vector(s)}: one element without labels. */
  record OfScalar(ScalarNode input) implements VectorNode {
    @Override
    public StepGrid grid() {
      return input.grid();
    }
  }

  /** An operation with a scalar on one side. */
  record ScalarOperation(
      BinaryOp op,
      VectorNode input,
      ScalarNode scalar,
      boolean scalarLeft,
      boolean returnBool,
      Span span)
      implements OnInput {}

  /** Arithmetic or comparison of matching elements. */
  record Join(
      BinaryOp op,
      VectorNode left,
      VectorNode right,
      VectorMatching matching,
      boolean returnBool,
      Span span)
      implements OnPair {}

  /** {@code and}, {@code or}, {@code unless}. */
  record SetOperation(BinaryOp op, VectorNode left, VectorNode right, VectorMatching matching)
      implements OnPair {}

  /**
   * An aggregation.
   *
   * @param param the numeric parameter, or null where there is none
   * @param valueLabel the label that {@code count_values} writes, else empty
   * @param grouping label names, sorted, each once
   * @param paramSpan position of the parameter for annotations
   * @param span position for annotations about elements: that of the argument, for {@code topk} and
   *     {@code bottomk} that of the whole
   */
  record Aggregate(
      AggregationOp op,
      VectorNode input,
      @Nullable ScalarNode param,
      String valueLabel,
      List<String> grouping,
      boolean without,
      Span paramSpan,
      Span span)
      implements OnInput {
    public Aggregate {
      grouping = List.copyOf(grouping);
    }

    Aggregate withInput(VectorNode other) {
      return new Aggregate(op, other, param, valueLabel, grouping, without, paramSpan, span);
    }
  }

  /**
   * An aggregation that is evaluated elsewhere: the results of all parts.
   *
   * @param apart true where no two parts have results of equal labels
   * @param instead a plan that has the same values from samples, for when a part cannot answer; it
   *     is no part of this plan, and its selections are its own
   */
  record Pushed(StepGrid grid, List<PushedPart> parts, boolean apart, Plan instead)
      implements VectorNode {
    public Pushed {
      parts = List.copyOf(parts);
    }

    /** What computes the same from samples. */
    public VectorNode fromSamples() {
      return (VectorNode) instead.root();
    }

    /** The same, wherever in the query it stands. */
    Pushed anywhere() {
      return new Pushed(
          grid,
          parts.stream().map(PushedPart::anywhere).toList(),
          apart,
          Plan.of(new Empty(grid), grid, List.of(), false));
    }
  }

  /** A vector of one step, the same at all steps. */
  record Repeat(StepGrid grid, VectorNode once) implements VectorNode {}

  /** {@code absent}: one element with these labels where the input has none. */
  record Absent(VectorNode input, Labels labels) implements OnInput {}

  /** {@code sort} and {@code sort_desc}. */
  record SortByValue(VectorNode input, boolean descending, Span span) implements OnInput {}

  /** {@code sort_by_label} and {@code sort_by_label_desc}. */
  record SortByLabel(VectorNode input, Comparator<Labels> order, Span span) implements OnInput {}

  /**
   * {@code label_replace} and {@code label_join}.
   *
   * @param target the label that is written
   * @param change gives the new labels, or the same object where it changes nothing
   */
  record Relabel(VectorNode input, String target, UnaryOperator<Labels> change)
      implements OnInput {}

  /**
   * {@code histogram_quantile}, {@code histogram_quantiles} and {@code histogram_fraction}: a
   * function of all buckets of a histogram.
   */
  record BucketCall(Call call, VectorNode input, List<ScalarNode> scalars) implements OnInput {
    public BucketCall {
      scalars = List.copyOf(scalars);
    }
  }

  /**
   * {@code info}: each element with the labels of the info series that describe its target.
   *
   * @param request selects the info series of any target
   * @param lookbackMs how old a sample of an info series may be, ms
   * @param infoNames what the names of info series match
   * @param data what the query asks of labels of info series; if anything, only these labels are
   *     added
   */
  record Info(
      VectorNode input,
      SelectRequest request,
      long lookbackMs,
      List<Matcher> infoNames,
      List<Matcher> data)
      implements OnInput {
    public Info {
      infoNames = List.copyOf(infoNames);
      data = List.copyOf(data);
    }
  }

  /**
   * A vector of which only some labels are looked at: names that should be gone may still be there.
   *
   * @param labels what is looked at
   */
  record Projected(VectorNode input, List<String> labels) implements OnInput {
    public Projected {
      labels = List.copyOf(labels);
    }
  }

  /**
   * What several places compute: evaluated by the first that needs it, and held for the others.
   *
   * @param number of the result, from 0
   * @param uses how many places there are
   * @param positions from positions in {@code input} to those in this place, where they differ
   */
  record Shared(VectorNode input, int number, int uses, Map<Span, Span> positions)
      implements OnInput {
    public Shared {
      positions = Map.copyOf(positions);
    }
  }

  /**
   * Unites series that lost what told them apart.
   *
   * @param strict true where equal label sets are an error even if they share no step
   */
  record Unite(VectorNode input, boolean strict) implements OnInput {}
}
