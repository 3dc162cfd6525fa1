package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.function.FunctionLibrary;
import io.promontory.series.store.Looks;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StorePart;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checked expression, its duration expressions resolved, into a plan.
 *
 * <p>What does not change from step to step is planned on one step and repeated. A subquery is
 * planned on a grid of its own: all multiples of its step, in absolute time, that some window of
 * the outer steps can see.
 */
public final class Planner {
  private final StepGrid query;
  private final PlanOptions options;
  private final Selections selections;
  private final CallPlanner calls;
  private final SeriesNames.Analysis names;
  private final Map<PlanNode, Expr> sources = new IdentityHashMap<>();

  private Planner(StepGrid query, PlanOptions options, FunctionLibrary functions) {
    this.query = query;
    this.options = options;
    this.selections = new Selections(query, options.maxResolutionMs());
    this.calls = new CallPlanner(this, functions, new InfoPlanner(this, options.lookbackMs()));
    this.names =
        new SeriesNames.Analysis(
            selections.requests(), functions, options.flags().typeAndUnitLabels());
  }

  /**
   * Plans a query.
   *
   * @param query the steps; one step for an instant query
   * @param stepHintMs the step to tell stores, 0 for an instant query
   * @param parts who could evaluate what a request would read
   * @param checkpoint called now and then, to throw where nobody waits for the plan
   * @throws QueryException if the expression cannot be evaluated
   */
  public static Plan plan(
      Expr expr,
      StepGrid query,
      long stepHintMs,
      PlanOptions options,
      FunctionLibrary functions,
      Function<SelectRequest, List<StorePart>> parts,
      Runnable checkpoint) {
    Planner planner = new Planner(query, options, functions);
    SelectorPath path = SelectorPath.root(stepHintMs);
    PlanNode root =
        switch (expr.type()) {
          case SCALAR -> planner.scalar(expr, query, path);
          case VECTOR -> planner.vector(expr, query, path);
          case MATRIX -> planner.matrix(expr, query, path);
          case STRING -> new PlanNode.Text(((StringLiteral) Exprs.unwrap(expr)).value());
          case NONE -> throw Exprs.unsupported("an expression without a type cannot be evaluated");
        };
    Plan plan =
        Plan.of(root, query, planner.selections.requests(), isOrdered(expr))
            .of(new Written(root, planner.sources));
    return Optimiser.optimise(
        plan, options, new Pushdown(options, planner.sources, parts, checkpoint), checkpoint);
  }

  StepGrid query() {
    return query;
  }

  boolean usesStartTimes() {
    return options.flags().useStartTimestamps();
  }

  VectorNode vector(Expr expr, StepGrid grid, SelectorPath path) {
    VectorNode node = planned(expr, grid, path);
    sources.putIfAbsent(node, expr);
    return node;
  }

  private VectorNode planned(Expr expr, StepGrid grid, SelectorPath path) {
    if (grid.isEmpty()) {
      return new VectorNode.Empty(grid);
    }
    if (grid.count() > 1 && Invariance.isInvariant(expr)) {
      return new VectorNode.Repeat(grid, vector(expr, grid.first(), path));
    }
    return switch (expr) {
      case Paren paren -> vector(paren.expr(), grid, path.other());
      case VectorSelector selector -> select(selector, grid, path);
      case Aggregation aggregation -> aggregate(aggregation, grid, path);
      case Binary binary -> binary(binary, grid, path.binary(binary.op()));
      case Unary unary -> {
        VectorNode input = vector(unary.expr(), grid, path.other());
        yield unary.negative() ? unite(new VectorNode.Negation(input), input) : input;
      }
      case Call call -> calls.vector(call, grid, path);
      case MatrixSelector n -> throw misplaced(n);
      case NumberLiteral n -> throw misplaced(n);
      case StringLiteral n -> throw misplaced(n);
      case Subquery n -> throw misplaced(n);
    };
  }

  ScalarNode scalar(Expr expr, StepGrid grid, SelectorPath path) {
    ScalarNode node = plannedScalar(expr, grid, path);
    sources.putIfAbsent(node, expr);
    return node;
  }

  private ScalarNode plannedScalar(Expr expr, StepGrid grid, SelectorPath path) {
    if (expr instanceof NumberLiteral number) {
      return new ScalarNode.Literal(grid, number.value());
    }
    if (grid.count() > 1 && Invariance.isInvariant(expr)) {
      return new ScalarNode.Repeat(grid, scalar(expr, grid.first(), path));
    }
    return switch (expr) {
      case Paren paren -> scalar(paren.expr(), grid, path.other());
      case Unary unary -> {
        ScalarNode input = scalar(unary.expr(), grid, path.other());
        yield unary.negative() ? new ScalarNode.Negation(input) : input;
      }
      case Binary binary -> {
        SelectorPath below = path.binary(binary.op());
        yield new ScalarNode.Operation(
            binary.op(), scalar(binary.lhs(), grid, below), scalar(binary.rhs(), grid, below));
      }
      case Call call -> calls.scalar(call, grid, path);
      default -> throw misplaced(expr);
    };
  }

  MatrixNode matrix(Expr expr, StepGrid grid, SelectorPath path) {
    MatrixNode node = plannedMatrix(expr, grid, path);
    sources.putIfAbsent(node, expr);
    return node;
  }

  private MatrixNode plannedMatrix(Expr expr, StepGrid grid, SelectorPath path) {
    return switch (Exprs.unwrap(expr)) {
      case MatrixSelector matrix -> {
        VectorSelector selector = matrix.selector();
        long range = matrix.rangeMs();
        Long at = resolve(selector.shift().at());
        Reach reach = Reach.of(selector, options.lookbackMs());
        int selection =
            selections.add(
                selector,
                at,
                range + reach.beforeMs(),
                reach.afterMs(),
                range,
                Looks.SAMPLES,
                path.other());
        yield new MatrixNode.RangeSelect(selection, dataTime(selector.shift()), range, reach);
      }
      case Subquery subquery -> subquery(subquery, grid, path);
      default -> throw misplaced(expr);
    };
  }

  private VectorNode select(VectorSelector selector, StepGrid grid, SelectorPath path) {
    if (!selector.smoothed()) {
      return samples(selector, grid, path);
    }
    return new VectorNode.SmoothedSelect(
        grid,
        selection(selector, Looks.SAMPLES, path),
        dataTime(selector.shift()),
        options.lookbackMs(),
        selector.span());
  }

  private VectorNode.InstantSelect samples(
      VectorSelector selector, StepGrid grid, SelectorPath path) {
    return samples(selector, false, grid, path);
  }

  private VectorNode.InstantSelect samples(
      VectorSelector selector, boolean samplesToo, StepGrid grid, SelectorPath path) {
    DataTime time = dataTime(selector.shift());
    Looks looks = new Looks(List.of(time.at(grid, options.lookbackMs())), samplesToo);
    int selection = selection(selector, looks, path);
    return new VectorNode.InstantSelect(grid, selection, time, options.lookbackMs(), false);
  }

  private int selection(VectorSelector selector, Looks looks, SelectorPath path) {
    long lookback = options.lookbackMs();
    long ahead = selector.smoothed() ? lookback : 0;
    return selections.add(
        selector, resolve(selector.shift().at()), lookback, ahead, 0, looks, path);
  }

  /** {@code timestamp()} of a selector: the times of the samples themselves. */
  VectorNode sampleTimes(VectorSelector selector, StepGrid grid, SelectorPath path) {
    VectorNode.InstantSelect values = samples(selector, true, grid, path);
    return unite(
        new VectorNode.InstantSelect(
            grid, values.selection(), values.time(), values.lookbackMs(), true),
        values);
  }

  /** {@code start_timestamp()} of a selector. */
  VectorNode startTimes(VectorSelector selector, StepGrid grid, SelectorPath path) {
    VectorNode.InstantSelect values = samples(selector, true, grid, path);
    return unite(
        new VectorNode.StartTimeSelect(
            grid, values.selection(), values.time(), values.lookbackMs()),
        values);
  }

  /**
   * Adds the check for series that became equal when they lost their names, where that can happen.
   */
  VectorNode unite(VectorNode node, VectorNode input) {
    return needsUnion(names.of(input)) ? new VectorNode.Unite(node, false) : node;
  }

  VectorNode unite(VectorNode node, MatrixNode input) {
    return needsUnion(names.of(input)) ? new VectorNode.Unite(node, true) : node;
  }

  private boolean needsUnion(SeriesNames input) {
    return input == SeriesNames.MANY && !options.flags().delayedNameRemoval();
  }

  private MatrixNode subquery(Subquery subquery, StepGrid outer, SelectorPath path) {
    DataTime time = dataTime(subquery.shift());
    long step = subquery.stepMs() == 0 ? options.subqueryStepMs() : subquery.stepMs();
    long before = time.at(outer.startMs()) - subquery.rangeMs();
    StepGrid grid =
        new StepGrid((Math.floorDiv(before, step) + 1) * step, time.at(outer.lastMs()), step);
    Long at = resolve(subquery.shift().at());
    SelectorPath below = path.subquery(subquery.shift().offsetMs(), subquery.rangeMs(), at, step);
    return new MatrixNode.OfSubquery(
        vector(subquery.expr(), grid, below), time, subquery.rangeMs());
  }

  private VectorNode aggregate(Aggregation aggregation, StepGrid grid, SelectorPath path) {
    SelectorPath below = path.aggregation(aggregation);
    Expr argument = Exprs.unwrap(aggregation.expr());
    VectorNode input = vector(argument, grid, below);
    TreeSet<String> grouping = new TreeSet<>(aggregation.grouping());
    Expr param = aggregation.param() == null ? null : Exprs.unwrap(aggregation.param());
    String valueLabel = "";
    if (param instanceof StringLiteral label && aggregation.op() == AggregationOp.COUNT_VALUES) {
      valueLabel = Exprs.labelName(label);
      if (!aggregation.without()) {
        grouping.add(valueLabel);
      }
    }
    return new VectorNode.Aggregate(
        aggregation.op(),
        input,
        param == null || param.type() == ValueType.STRING ? null : scalar(param, grid, below),
        valueLabel,
        List.copyOf(grouping),
        aggregation.without(),
        param == null ? Span.NONE : param.span(),
        aggregation.op() == AggregationOp.TOPK || aggregation.op() == AggregationOp.BOTTOMK
            ? aggregation.span()
            : argument.span());
  }

  private VectorNode binary(Binary binary, StepGrid grid, SelectorPath path) {
    boolean scalarLeft = binary.lhs().type() == ValueType.SCALAR;
    boolean scalarRight = binary.rhs().type() == ValueType.SCALAR;
    if (scalarLeft || scalarRight) {
      VectorNode input = vector(scalarLeft ? binary.rhs() : binary.lhs(), grid, path);
      ScalarNode scalar = scalar(scalarLeft ? binary.lhs() : binary.rhs(), grid, path);
      VectorNode node =
          new VectorNode.ScalarOperation(
              binary.op(), input, scalar, scalarLeft, binary.returnBool(), binary.span());
      return binary.op().isComparison() && !binary.returnBool() ? node : unite(node, input);
    }
    VectorNode left = vector(binary.lhs(), grid, path);
    VectorNode right = vector(binary.rhs(), grid, path);
    if (binary.matching() == null) {
      throw misplaced(binary);
    } else if (binary.op().isSetOperator()) {
      return new VectorNode.SetOperation(binary.op(), left, right, binary.matching());
    }
    return new VectorNode.Join(
        binary.op(), left, right, binary.matching(), binary.returnBool(), binary.span());
  }

  DataTime dataTime(TimeShift shift) {
    Long at = resolve(shift.at());
    return at == null
        ? new DataTime(false, shift.offsetMs())
        : new DataTime(true, at - shift.offsetMs());
  }

  private @Nullable Long resolve(@Nullable At at) {
    return switch (at) {
      case null -> null;
      case At.Timestamp time -> time.ms();
      case At.Start start -> query.startMs();
      case At.End end -> query.endMs();
    };
  }

  /** True where the order of an instant vector is the expression's own. */
  private static boolean isOrdered(Expr expr) {
    return switch (expr) {
      case Paren paren -> isOrdered(paren.expr());
      case Unary unary -> isOrdered(unary.expr());
      case Aggregation aggregation ->
          aggregation.op() == AggregationOp.TOPK || aggregation.op() == AggregationOp.BOTTOMK;
      case Binary binary ->
          binary.lhs().type() == ValueType.SCALAR
              ? isOrdered(binary.rhs())
              : isOrdered(binary.lhs());
      case Call call ->
          call.function().name().startsWith("sort")
              || (!call.args().isEmpty()
                  && call.args().getFirst().type() == ValueType.VECTOR
                  && isOrdered(call.args().getFirst()));
      default -> false;
    };
  }

  private static QueryException misplaced(Expr expr) {
    return Exprs.unsupported("unexpected " + expr.type().documentedName() + " in this place");
  }
}
