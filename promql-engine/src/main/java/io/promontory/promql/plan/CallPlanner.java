package io.promontory.promql.plan;

import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.function.AbsentLabels;
import io.promontory.promql.function.ExtendedRanges;
import io.promontory.promql.function.FunctionLibrary;
import io.promontory.promql.function.LabelJoin;
import io.promontory.promql.function.LabelReplace;
import io.promontory.promql.function.NaturalOrder;
import io.promontory.promql.function.RangeFunction;
import io.promontory.series.labels.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Plans function calls. */
final class CallPlanner {
  private final Planner planner;
  private final FunctionLibrary functions;
  private final InfoPlanner infos;

  CallPlanner(Planner planner, FunctionLibrary functions, InfoPlanner infos) {
    this.planner = planner;
    this.functions = functions;
    this.infos = infos;
  }

  VectorNode vector(Call written, StepGrid grid, SelectorPath outer) {
    Call call = Exprs.unwrapArguments(written);
    String name = call.function().name();
    SelectorPath path = outer.function(name);
    return switch (name) {
      case "timestamp" -> timestamp(call, grid, path);
      case "start_timestamp" -> startTimestamp(call, grid, path);
      case "vector" -> new VectorNode.OfScalar(planner.scalar(call.args().getFirst(), grid, path));
      case "absent" ->
          new VectorNode.Absent(first(call, grid, path), AbsentLabels.of(call.args().getFirst()));
      case "absent_over_time" ->
          new VectorNode.Absent(
              overRange(call, 0, grid, path), AbsentLabels.of(call.args().getFirst()));
      case "sort" -> new VectorNode.SortByValue(first(call, grid, path), false, call.span());
      case "sort_desc" -> new VectorNode.SortByValue(first(call, grid, path), true, call.span());
      case "sort_by_label" -> sortByLabel(call, first(call, grid, path), false);
      case "sort_by_label_desc" -> sortByLabel(call, first(call, grid, path), true);
      case "label_replace" -> labelReplace(call, first(call, grid, path));
      case "label_join" -> labelJoin(call, first(call, grid, path));
      case "info" -> infos.plan(call, grid, path);
      case "histogram_quantile", "histogram_fraction" -> overBuckets(call, grid, path);
      case "histogram_quantiles" -> new VectorNode.Unite(overBuckets(call, grid, path), false);
      default -> general(call, grid, path);
    };
  }

  ScalarNode scalar(Call call, StepGrid grid, SelectorPath outer) {
    SelectorPath path = outer.function(call.function().name());
    StepGrid query = planner.query();
    return switch (call.function().name()) {
      case "time" -> new ScalarNode.EvalTime(grid);
      case "pi" -> new ScalarNode.Literal(grid, Math.PI);
      case "scalar" ->
          new ScalarNode.OfVector(planner.vector(Exprs.unwrap(call.args().getFirst()), grid, path));
      case "start" -> new ScalarNode.Literal(grid, query.startMs() / 1000.0);
      case "end" -> new ScalarNode.Literal(grid, query.endMs() / 1000.0);
      case "range" -> new ScalarNode.Literal(grid, (query.endMs() - query.startMs()) / 1000.0);
      case "step" ->
          new ScalarNode.Literal(
              grid, query.startMs() == query.endMs() ? 0 : query.stepMs() / 1000.0);
      case "max_of", "min_of" ->
          new ScalarNode.Extreme(
              call.function().name().equals("max_of"),
              planner.scalar(call.args().get(0), grid, path),
              planner.scalar(call.args().get(1), grid, path));
      default -> throw unsupported(call);
    };
  }

  private VectorNode general(Call call, StepGrid grid, SelectorPath path) {
    int matrix = indexOf(call, ValueType.MATRIX);
    if (matrix >= 0) {
      VectorNode.RangeCall node = overRange(call, matrix, grid, path);
      return keepsName(call) ? node : planner.unite(node, node.input());
    }
    if (functions.vector(call.function().name()) == null) {
      throw unsupported(call);
    }
    VectorNode input =
        call.args().isEmpty()
            ? new VectorNode.OfScalar(new ScalarNode.EvalTime(grid))
            : first(call, grid, path);
    return planner.unite(new VectorNode.ElementCall(call, input, scalars(call, grid, path)), input);
  }

  private boolean keepsName(Call call) {
    RangeFunction function = functions.range(call.function().name());
    return function != null && !function.dropsName();
  }

  private VectorNode.RangeCall overRange(Call call, int matrix, StepGrid grid, SelectorPath path) {
    if (functions.range(call.function().name()) == null) {
      throw unsupported(call);
    }
    if (call.args().get(matrix) instanceof MatrixSelector range) {
      String objection = ExtendedRanges.objection(call, range.selector());
      if (!objection.isEmpty()) {
        throw Exprs.unsupported(objection);
      }
    }
    MatrixNode input = planner.matrix(call.args().get(matrix), grid, path);
    return new VectorNode.RangeCall(
        grid, Exprs.withoutSubqueryPosition(call), input, scalars(call, grid, path));
  }

  private VectorNode overBuckets(Call call, StepGrid grid, SelectorPath path) {
    VectorNode input = planner.vector(call.args().get(indexOf(call, ValueType.VECTOR)), grid, path);
    return planner.unite(new VectorNode.BucketCall(call, input, scalars(call, grid, path)), input);
  }

  private VectorNode timestamp(Call call, StepGrid grid, SelectorPath path) {
    if (call.args().getFirst() instanceof VectorSelector selector) {
      return planner.sampleTimes(selector, grid, path);
    }
    VectorNode input = first(call, grid, path);
    return planner.unite(new VectorNode.EvalTimes(input), input);
  }

  /** Only selectors know start times; any other vector comes to nothing. */
  private VectorNode startTimestamp(Call call, StepGrid grid, SelectorPath path) {
    return planner.usesStartTimes() && call.args().getFirst() instanceof VectorSelector selector
        ? planner.startTimes(selector, grid, path)
        : general(call, grid, path);
  }

  private static VectorNode labelReplace(Call call, VectorNode input) {
    LabelReplace replace =
        new LabelReplace(
            Exprs.text(call, 1), Exprs.text(call, 2), Exprs.text(call, 3), Exprs.text(call, 4));
    return new VectorNode.Unite(
        new VectorNode.Relabel(input, replace.destination(), replace::apply), false);
  }

  private static VectorNode labelJoin(Call call, VectorNode input) {
    LabelJoin join = new LabelJoin(Exprs.text(call, 1), Exprs.text(call, 2), texts(call, 3));
    return new VectorNode.Unite(
        new VectorNode.Relabel(input, join.destination(), join::apply), false);
  }

  private static VectorNode sortByLabel(Call call, VectorNode input, boolean descending) {
    Comparator<Labels> order = NaturalOrder.by(texts(call, 1));
    return new VectorNode.SortByLabel(input, descending ? order.reversed() : order, call.span());
  }

  private static List<String> texts(Call call, int from) {
    return IntStream.range(from, call.args().size()).mapToObj(i -> Exprs.text(call, i)).toList();
  }

  private VectorNode first(Call call, StepGrid grid, SelectorPath path) {
    return planner.vector(call.args().getFirst(), grid, path);
  }

  private List<ScalarNode> scalars(Call call, StepGrid grid, SelectorPath path) {
    return call.args().stream()
        .filter(arg -> arg.type() == ValueType.SCALAR)
        .map(arg -> planner.scalar(arg, grid, path))
        .toList();
  }

  private static int indexOf(Call call, ValueType type) {
    for (int i = 0; i < call.args().size(); i++) {
      if (call.args().get(i).type() == type) {
        return i;
      }
    }
    return -1;
  }

  private static QueryException unsupported(Call call) {
    return Exprs.unsupported("function \"" + call.function().name() + "\" is not supported");
  }
}
