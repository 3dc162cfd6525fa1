package io.promontory.promql.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Marks what an aggregation reads series by series, so that labels which the groups do not have are
 * left where they are: without that, each series would get a label set of its own only to lose the
 * metric name.
 *
 * <p>Only for groups by given labels, none of them a name label; and only as far down as nothing
 * compares series, for which the name would have to be gone. Series keep their order, so that sums
 * are added as before, and functions still see the metric name.
 */
final class LabelProjection implements Pass {
  @Override
  public Plan apply(Plan plan) {
    Project project = new Project();
    PlanNode root = project.node(plan.root());
    return project.notes.isEmpty()
        ? plan
        : new Plan(
            root,
            plan.grid(),
            plan.selections(),
            plan.reads(),
            plan.ordered(),
            plan.notesWith(project.notes),
            plan.written());
  }

  private static final class Project extends PlanRewrite {
    private final List<OptimisationNote> notes = new ArrayList<>();

    @Override
    VectorNode vector(VectorNode node) {
      VectorNode below = rebuild(node);
      if (below instanceof VectorNode.Aggregate n
          && looksAtGroupsOnly(n)
          && dropsNames(n.input())) {
        notes.add(
            new OptimisationNote(
                Optimisation.LABEL_PROJECTION,
                PlanExplainer.line(n.input()) + " leaves labels as they are for " + n.op().text()));
        return n.withInput(new VectorNode.Projected(n.input(), n.grouping()));
      }
      return below;
    }

    private static boolean looksAtGroupsOnly(VectorNode.Aggregate n) {
      return switch (n.op()) {
        case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> false;
        default ->
            !n.without() && n.grouping().stream().noneMatch(SeriesNames.NAME_LABELS::contains);
      };
    }

    /** True for one series after the other, from the store on. */
    private static boolean dropsNames(VectorNode node) {
      return switch (node) {
        case VectorNode.RangeCall n ->
            n.scalars().stream().noneMatch(Compact::reads)
                && (n.input() instanceof MatrixNode.RangeSelect
                    || (n.input() instanceof MatrixNode.OfSubquery subquery
                        && hasNames(subquery.input())));
        case VectorNode.ElementCall n ->
            n.scalars().stream().noneMatch(Compact::reads) && isSeriesBySeries(n.input());
        case VectorNode.Negation n -> isSeriesBySeries(n.input());
        case VectorNode.ScalarOperation n ->
            !Compact.reads(n.scalar()) && isSeriesBySeries(n.input());
        default -> false;
      };
    }

    /** Functions of a subquery see names, or see none, as before. */
    private static boolean hasNames(VectorNode node) {
      return node instanceof VectorNode.SmoothedSelect
          || (node instanceof VectorNode.InstantSelect n && !n.sampleTime());
    }

    private static boolean isSeriesBySeries(VectorNode node) {
      return node instanceof VectorNode.OnSelection || dropsNames(node);
    }
  }
}
