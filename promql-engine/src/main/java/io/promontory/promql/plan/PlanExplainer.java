package io.promontory.promql.plan;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains a plan: its tree, what the stores are asked for, and what optimisations changed. */
public final class PlanExplainer {
  private PlanExplainer() {}

  /** The explanation; times are UTC. */
  public static ExplainNode explain(Plan plan) {
    List<ExplainNode> parts = new ArrayList<>();
    parts.add(node(plan.root()));
    for (int i = 0; i < plan.selections().size(); i++) {
      parts.add(ReadText.selection(plan, i));
    }
    for (int i = 0; i < plan.reads().size(); i++) {
      parts.add(ReadText.read(plan, i));
    }
    for (OptimisationNote note : plan.notes()) {
      parts.add(ExplainNode.leaf("optimised", note.optimisation().text() + ": " + note.detail()));
    }
    return new ExplainNode("query", ReadText.steps(plan.grid()), parts);
  }

  private static ExplainNode node(PlanNode node) {
    List<ExplainNode> below =
        node instanceof VectorNode.Pushed pushed
            ? pushed.parts().stream().map(ReadText::part).toList()
            : PlanWalk.inOrderOfWriting(node).stream().map(PlanExplainer::node).toList();
    return new ExplainNode(name(node), detail(node), below);
  }

  /** A node alone on one line. */
  static String line(PlanNode node) {
    String detail = detail(node);
    return detail.isEmpty() ? name(node) : name(node) + ": " + detail;
  }

  static String name(PlanNode node) {
    return switch (node) {
      case VectorNode.Empty n -> "empty";
      case VectorNode.InstantSelect n -> "instant-select";
      case VectorNode.SmoothedSelect n -> "smoothed-select";
      case VectorNode.StartTimeSelect n -> "start-time-select";
      case VectorNode.RangeCall n -> "range-function";
      case VectorNode.ElementCall n -> "function";
      case VectorNode.Negation n -> "negation";
      case VectorNode.EvalTimes n -> "evaluation-times";
      case VectorNode.OfScalar n -> "vector-of-scalar";
      case VectorNode.ScalarOperation n -> "scalar-operation";
      case VectorNode.Join n -> "join";
      case VectorNode.SetOperation n -> "set-operation";
      case VectorNode.Aggregate n -> "aggregate";
      case VectorNode.Pushed n -> "pushed";
      case VectorNode.Repeat n -> "repeat";
      case VectorNode.Absent n -> "absent";
      case VectorNode.SortByValue n -> "sort";
      case VectorNode.SortByLabel n -> "sort-by-label";
      case VectorNode.Relabel n -> "relabel";
      case VectorNode.BucketCall n -> "bucket-function";
      case VectorNode.Info n -> "info";
      case VectorNode.Projected n -> "projected";
      case VectorNode.Shared n -> "shared";
      case VectorNode.Unite n -> "unite";
      case ScalarNode.Literal n -> "number";
      case ScalarNode.EvalTime n -> "time";
      case ScalarNode.OfVector n -> "scalar-of-vector";
      case ScalarNode.Operation n -> "scalar-arithmetic";
      case ScalarNode.Extreme n -> n.max() ? "max-of" : "min-of";
      case ScalarNode.Negation n -> "negation";
      case ScalarNode.Repeat n -> "repeat";
      case MatrixNode.RangeSelect n -> "range-select";
      case MatrixNode.OfSubquery n -> "subquery";
      case PlanNode.Text n -> "text";
    };
  }

  static String detail(PlanNode node) {
    return switch (node) {
      case VectorNode.InstantSelect n ->
          "selection "
              + n.selection()
              + ", look-back "
              + ReadText.duration(n.lookbackMs())
              + time(n.time())
              + (n.sampleTime() ? ", sample times" : "");
      case VectorNode.SmoothedSelect n ->
          "selection "
              + n.selection()
              + ", look-back "
              + ReadText.duration(n.lookbackMs())
              + time(n.time());
      case VectorNode.StartTimeSelect n ->
          "selection "
              + n.selection()
              + ", look-back "
              + ReadText.duration(n.lookbackMs())
              + time(n.time());
      case VectorNode.RangeCall n -> n.call().function().name();
      case VectorNode.ElementCall n -> n.call().function().name();
      case VectorNode.BucketCall n -> n.call().function().name();
      case VectorNode.ScalarOperation n ->
          operator(n.op(), n.returnBool()) + (n.scalarLeft() ? ", scalar left" : "");
      case VectorNode.Join n -> operator(n.op(), n.returnBool()) + matching(n.matching());
      case VectorNode.SetOperation n -> n.op().text() + matching(n.matching());
      case VectorNode.Aggregate n -> aggregate(n);
      case VectorNode.Pushed n ->
          ReadText.steps(n.grid())
              + (n.parts().size() == 1
                  ? ""
                  : ", results of " + n.parts().size() + " stores united");
      case VectorNode.Repeat n -> "at " + n.grid().count() + " steps";
      case VectorNode.Absent n -> n.labels().toString();
      case VectorNode.SortByValue n -> n.descending() ? "descending" : "ascending";
      case VectorNode.Relabel n -> n.target();
      case VectorNode.Info n -> ReadText.selector(n.request().matchers());
      case VectorNode.Projected n -> "to (" + String.join(", ", n.labels()) + ")";
      case VectorNode.Shared n -> "result " + n.number() + ", for " + n.uses() + " places";
      case VectorNode.Unite n -> n.strict() ? "strict" : "";
      case ScalarNode.Literal n -> GoFloats.general(n.value());
      case ScalarNode.Operation n -> n.op().text();
      case ScalarNode.Repeat n -> "at " + n.grid().count() + " steps";
      case MatrixNode.RangeSelect n ->
          "selection "
              + n.selection()
              + ", range "
              + ReadText.duration(n.rangeMs())
              + time(n.time())
              + reach(n.reach());
      case MatrixNode.OfSubquery n ->
          "range "
              + ReadText.duration(n.rangeMs())
              + time(n.time())
              + ", "
              + ReadText.steps(n.input().grid());
      case PlanNode.Text n -> GoStrings.quote(n.value());
      default -> "";
    };
  }

  private static String reach(Reach reach) {
    String modifier = reach.isSmoothed() ? ", smoothed by " : ", anchored within ";
    return reach.isExtended() ? modifier + ReadText.duration(reach.beforeMs()) : "";
  }

  private static String operator(BinaryOp op, boolean returnBool) {
    return op.text() + (returnBool ? " bool" : "");
  }

  private static String time(DataTime time) {
    if (time.fixed()) {
      return ", at " + ReadText.time(time.ms());
    }
    return time.ms() == 0 ? "" : ", offset " + ReadText.duration(time.ms());
  }

  private static String matching(VectorMatching matching) {
    StringBuilder out = new StringBuilder();
    if (matching.on() || !matching.labels().isEmpty()) {
      out.append(matching.on() ? " on (" : " ignoring (")
          .append(String.join(", ", matching.labels()))
          .append(')');
    }
    if (matching.cardinality() == Cardinality.MANY_TO_ONE
        || matching.cardinality() == Cardinality.ONE_TO_MANY) {
      out.append(", ").append(matching.cardinality().text());
    }
    if (!matching.include().isEmpty()) {
      out.append(" with (").append(String.join(", ", matching.include())).append(')');
    }
    fill(out, "left", matching.fillLeft());
    fill(out, "right", matching.fillRight());
    return out.toString();
  }

  private static void fill(StringBuilder out, String side, @Nullable Double value) {
    if (value != null) {
      out.append(", ").append(side).append(" filled with ").append(GoFloats.general(value));
    }
  }

  private static String aggregate(VectorNode.Aggregate n) {
    if (n.grouping().isEmpty() && !n.without()) {
      return n.op().text();
    }
    return n.op().text()
        + (n.without() ? " without (" : " by (")
        + String.join(", ", n.grouping())
        + ")";
  }
}
