package io.promontory.promql.plan;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.function.FloatArithmetic;
import io.promontory.promql.math.GoMath;
import io.promontory.promql.plan.ScalarNode.Literal;
import io.promontory.series.text.GoFloats;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes what consists of numbers. The arithmetic is the operators' own, so that the bits are the
 * same. Nothing that depends on a series, not even {@code x * 0}, has a value known beforehand.
 */
final class ConstantFolding implements Pass {
  @Override
  public Plan apply(Plan plan) {
    Fold fold = new Fold();
    PlanNode root = fold.node(plan.root());
    return fold.notes.isEmpty() ? plan : plan.with(root, plan.requests(), fold.notes);
  }

  private static final class Fold extends PlanRewrite {
    private final List<OptimisationNote> notes = new ArrayList<>();

    @Override
    ScalarNode scalar(ScalarNode node) {
      ScalarNode below = rebuild(node);
      return switch (below) {
        case ScalarNode.Operation n
            when n.left() instanceof Literal a
                && n.right() instanceof Literal b
                && computes(n.op()) ->
            literal(
                n.grid(),
                FloatArithmetic.compute(n.op(), a.value(), b.value()),
                text(a) + " " + n.op().text() + " " + text(b));
        case ScalarNode.Extreme n
            when n.left() instanceof Literal a && n.right() instanceof Literal b ->
            literal(
                n.grid(),
                n.max() ? GoMath.max(a.value(), b.value()) : GoMath.min(a.value(), b.value()),
                (n.max() ? "max_of(" : "min_of(") + text(a) + ", " + text(b) + ")");
        case ScalarNode.Negation n when n.input() instanceof Literal a ->
            new Literal(a.grid(), -a.value());
        case ScalarNode.Repeat n when n.once() instanceof Literal a ->
            new Literal(n.grid(), a.value());
        case ScalarNode.OfVector n when n.input() instanceof VectorNode.OfScalar of -> of.input();
        default -> below;
      };
    }

    @Override
    VectorNode vector(VectorNode node) {
      VectorNode below = rebuild(node);
      return switch (below) {
        case VectorNode.Negation n when constant(n.input()) instanceof Literal a ->
            new VectorNode.OfScalar(new Literal(a.grid(), -a.value()));
        case VectorNode.ScalarOperation n
            when n.scalar() instanceof Literal s
                && constant(n.input()) instanceof Literal v
                && computes(n.op())
                && (n.returnBool() || !n.op().isComparison()) ->
            new VectorNode.OfScalar(n.scalarLeft() ? fold(n, s, v) : fold(n, v, s));
        case VectorNode.Repeat n when constant(n.once()) instanceof Literal a ->
            new VectorNode.OfScalar(new Literal(n.grid(), a.value()));
        default -> below;
      };
    }

    private Literal fold(VectorNode.ScalarOperation n, Literal left, Literal right) {
      return literal(
          n.grid(),
          FloatArithmetic.compute(n.op(), left.value(), right.value()),
          "vector of " + text(left) + " " + n.op().text() + " " + text(right));
    }

    private Literal literal(StepGrid grid, double value, String what) {
      notes.add(
          new OptimisationNote(
              Optimisation.CONSTANT_FOLDING, what + " is " + GoFloats.general(value)));
      return new Literal(grid, value);
    }

    private static ScalarNode constant(VectorNode node) {
      return node instanceof VectorNode.OfScalar of
          ? of.input()
          : new ScalarNode.EvalTime(node.grid());
    }

    /** The trim operators say something about floats, and give nothing. */
    private static boolean computes(BinaryOp op) {
      return op != BinaryOp.TRIM_LOWER && op != BinaryOp.TRIM_UPPER;
    }

    private static String text(Literal literal) {
      return GoFloats.general(literal.value());
    }
  }
}
