package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.function.AbsentLabels;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An expression over series that all have the same values of some labels here, and lack them where
 * it is evaluated: what to ask there so that its results, with {@link #added} put on them, are
 * those of the expression.
 *
 * @param expr without the hidden labels
 * @param added the hidden labels that all results have; those that they lack are gone
 * @param objection why there is no such expression; empty where there is
 */
record HiddenLabels(Expr expr, Labels added, String objection) {
  private HiddenLabels(Expr expr, Labels added) {
    this(expr, added, "");
  }

  private HiddenLabels with(Expr other) {
    return new HiddenLabels(other, added, objection);
  }

  private HiddenLabels with(Expr other, Labels otherAdded, String more) {
    return new HiddenLabels(other, otherAdded, objection.isEmpty() ? more : objection);
  }

  /** Takes labels out of an expression. */
  static HiddenLabels takenFrom(Expr expr, Labels hidden) {
    return switch (expr) {
      case VectorSelector e -> new HiddenLabels(selector(e, hidden), hidden);
      case MatrixSelector e ->
          new HiddenLabels(
              new MatrixSelector(
                  selector(e.selector(), hidden), e.rangeNanos(), e.rangeExpr(), e.span()),
              hidden);
      case Subquery e -> {
        HiddenLabels below = takenFrom(e.expr(), hidden);
        yield below.with(
            new Subquery(
                below.expr,
                e.rangeNanos(),
                e.rangeExpr(),
                e.stepNanos(),
                e.stepExpr(),
                e.shift(),
                e.span()));
      }
      case Paren e -> {
        HiddenLabels below = takenFrom(e.expr(), hidden);
        yield below.with(new Paren(below.expr, e.span()));
      }
      case Unary e -> {
        HiddenLabels below = takenFrom(e.expr(), hidden);
        yield below.with(new Unary(e.negative(), below.expr, e.span()));
      }
      case NumberLiteral e -> new HiddenLabels(e, Labels.EMPTY);
      case StringLiteral e -> new HiddenLabels(e, Labels.EMPTY);
      case Aggregation e -> aggregation(e, hidden);
      case Binary e -> binary(e, hidden);
      case Call e -> call(e, hidden);
    };
  }

  private static VectorSelector selector(VectorSelector e, Labels hidden) {
    return new VectorSelector(
        e.name(),
        e.matchers().stream().filter(matcher -> !hidden.has(matcher.name())).toList(),
        e.shift(),
        e.anchored(),
        e.smoothed(),
        e.span());
  }

  /** A label of the server's own by the name of a hidden one is not seen here. */
  private static HiddenLabels aggregation(Aggregation e, Labels hidden) {
    HiddenLabels below = takenFrom(e.expr(), hidden);
    HiddenLabels param =
        e.param() == null ? new HiddenLabels(e.expr(), Labels.EMPTY) : takenFrom(e.param(), hidden);
    boolean keepsAll = e.op() == AggregationOp.TOPK || e.op() == AggregationOp.BOTTOMK;
    Labels added =
        keepsAll
            ? below.added
            : e.without() ? below.added.without(e.grouping()) : below.added.keeping(e.grouping());
    boolean makesHidden =
        e.param() != null
            && Exprs.unwrap(e.param()) instanceof StringLiteral label
            && hidden.has(label.value());
    Aggregation alone =
        new Aggregation(
            e.op(),
            below.expr,
            e.param() == null ? null : param.expr,
            e.without() ? more(e.grouping(), hidden) : fewer(e.grouping(), hidden),
            e.without(),
            e.span());
    return below.with(
        alone,
        added,
        makesHidden ? "it makes a label that the store has by configuration" : param.objection);
  }

  private static HiddenLabels binary(Binary e, Labels hidden) {
    HiddenLabels left = takenFrom(e.lhs(), hidden);
    HiddenLabels right = takenFrom(e.rhs(), hidden);
    VectorMatching m = e.matching();
    if (m == null) {
      Labels added = left.added.isEmpty() ? right.added : left.added;
      return left.with(with(e, left, right, null), added, right.objection);
    }
    VectorMatching alone =
        new VectorMatching(
            m.cardinality(),
            m.on() ? fewer(m.labels(), hidden) : more(m.labels(), hidden),
            m.on(),
            fewer(m.include(), hidden),
            m.fillLeft(),
            m.fillRight());
    String objection = right.objection;
    for (int i = 0; i < hidden.size(); i++) {
      String name = hidden.name(i);
      if (m.on() == m.labels().contains(name) && left.added.has(name) != right.added.has(name)) {
        objection = "it matches by label \"" + name + "\", which only one side has";
      }
    }
    if (e.op() == BinaryOp.OR && !left.added.equals(right.added)) {
      objection = "its two sides have other labels";
    }
    return left.with(with(e, left, right, alone), joined(e.op(), m, left, right), objection);
  }

  private static Binary with(
      Binary e, HiddenLabels left, HiddenLabels right, @Nullable VectorMatching matching) {
    return new Binary(e.op(), left.expr, right.expr, e.returnBool(), matching, e.span(), e.type());
  }

  /** The labels of results: those of the side with many, of one-to-one what they match by. */
  private static Labels joined(
      BinaryOp op, VectorMatching m, HiddenLabels left, HiddenLabels right) {
    if (op.isSetOperator()) {
      return left.added;
    } else if (m.cardinality() == Cardinality.ONE_TO_ONE) {
      return m.on() ? left.added.keeping(m.labels()) : left.added.without(m.labels());
    }
    boolean manyLeft = m.cardinality() == Cardinality.MANY_TO_ONE;
    Labels many = manyLeft ? left.added : right.added;
    Labels one = manyLeft ? right.added : left.added;
    LabelsBuilder labels = new LabelsBuilder(many.without(m.include()));
    Labels included = one.keeping(m.include());
    for (int i = 0; i < included.size(); i++) {
      labels.set(included.name(i), included.value(i));
    }
    return labels.build();
  }

  private static HiddenLabels call(Call e, Labels hidden) {
    List<Expr> args = new ArrayList<>();
    Labels added = Labels.EMPTY;
    String objection = "";
    for (Expr arg : e.args()) {
      HiddenLabels below = takenFrom(arg, hidden);
      args.add(below.expr);
      objection = objection.isEmpty() ? below.objection : objection;
      added =
          switch (arg.type()) {
            case VECTOR, MATRIX -> below.added;
            default -> added;
          };
      boolean looks = Exprs.unwrap(arg) instanceof StringLiteral label && hidden.has(label.value());
      if (looks) {
        objection = "it looks at a label that the store has by configuration";
      }
    }
    Labels shown =
        switch (e.function().name()) {
          case "absent", "absent_over_time" ->
              AbsentLabels.of(Exprs.unwrap(e.args().getFirst())).keeping(names(hidden));
          case "scalar" -> Labels.EMPTY;
          default -> added;
        };
    if (e.function().name().startsWith("histogram_") && hidden.has("le")) {
      objection = "its buckets are told apart by a label that the store has by configuration";
    }
    return new HiddenLabels(new Call(e.function(), args, e.span()), shown, objection);
  }

  private static List<String> more(Collection<String> labels, Labels hidden) {
    TreeSet<String> all = new TreeSet<>(labels);
    all.addAll(names(hidden));
    return List.copyOf(all);
  }

  private static List<String> fewer(Collection<String> labels, Labels hidden) {
    return labels.stream().filter(label -> !hidden.has(label)).toList();
  }

  private static List<String> names(Labels labels) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      names.add(labels.name(i));
    }
    return names;
  }
}
