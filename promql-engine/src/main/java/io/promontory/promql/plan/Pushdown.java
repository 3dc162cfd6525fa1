package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StorePart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leaves aggregations to those who hold the series and evaluate PromQL, where that gives the bits
 * that the samples would give here.
 *
 * <p>What one holds alone, it aggregates alone. Of several parts each aggregates its own where the
 * groups keep them apart, by a label that differs between them; the results are united. Where
 * groups have series in several parts, counts are added up and extremes compared, which is exact.
 * Sums, quantiles and the rest are not pushed there: partial results have lost bits.
 *
 * <p>Results come in another order than series do here. So nothing is pushed below a node to which
 * that matters ({@link SeriesOrder}).
 */
final class Pushdown implements Pass {
  /** What a server is asked for ends before the year 10000, ms. */
  private static final long LATEST = 253_402_300_799_999L;

  /** Ten times what servers give at once; what has more is made to be limited here. */
  private static final long MOST_STEPS = 110_000;

  private final PlanOptions options;
  private final Map<VectorNode.Aggregate, Aggregation> sources;
  private final Function<SelectRequest, List<StorePart>> parts;

  /**
   * @param sources the aggregations of the plan as they were written, by identity
   * @param parts who could evaluate what a request would read
   */
  Pushdown(
      PlanOptions options,
      Map<VectorNode.Aggregate, Aggregation> sources,
      Function<SelectRequest, List<StorePart>> parts) {
    this.options = options;
    this.sources = sources;
    this.parts = parts;
  }

  @Override
  public Plan apply(Plan plan) {
    if (options.maxResolutionMs() > 0 || options.flags().changesMeaning()) {
      return plan;
    }
    Push push = new Push(plan);
    PlanNode root = push.node(plan.root());
    return push.notes.isEmpty()
        ? plan
        : UsedSelections.of(plan.with(root, plan.requests(), push.notes));
  }

  private final class Push extends PlanRewrite {
    private final Plan plan;
    private final List<SelectRequest> requests;
    private final Map<SelectRequest, List<StorePart>> known = new HashMap<>();
    private final List<OptimisationNote> notes = new ArrayList<>();
    private boolean ordered;

    Push(Plan plan) {
      this.plan = plan;
      this.requests = plan.requests();
    }

    @Override
    VectorNode vector(VectorNode node) {
      VectorNode pushed = node instanceof VectorNode.Aggregate n ? pushed(n) : null;
      if (pushed != null) {
        return pushed;
      }
      boolean above = ordered;
      ordered = SeriesOrder.matters(node, above, requests);
      VectorNode below = rebuild(node);
      ordered = above;
      return below;
    }

    /** A scalar is that of one series alone. */
    @Override
    ScalarNode scalar(ScalarNode node) {
      boolean above = ordered;
      ordered = false;
      ScalarNode below = rebuild(node);
      ordered = above;
      return below;
    }

    private @Nullable VectorNode pushed(VectorNode.Aggregate node) {
      Aggregation source = sources.get(node);
      int selection = Selection.onlyOneOf(node);
      if (source == null || selection < 0) {
        return null;
      }
      List<StorePart> holders = parts(requests.get(selection));
      if (holders.isEmpty()) {
        return null;
      }
      PartGroups groups = new PartGroups(source, holders);
      String objection = objection(node, groups);
      List<PushedPart> questions = objection.isEmpty() ? questions(node, groups) : List.of();
      if (questions.isEmpty()) {
        note(node, "stays here: " + (objection.isEmpty() ? "its text is not plain" : objection));
        return null;
      }
      note(node, "is evaluated by " + names(holders));
      boolean apart = groups.areApart();
      VectorNode.Pushed pushed =
          new VectorNode.Pushed(node.grid(), questions, apart, instead(node));
      return apart ? pushed : combined(node, pushed);
    }

    private String objection(VectorNode.Aggregate node, PartGroups groups) {
      if (ordered) {
        return "the order of its results matters";
      }
      String objection = Pushable.objection(groups.aggregation());
      if (objection.isEmpty()) {
        objection = groups.objection();
      }
      if (objection.isEmpty() && !groups.areApart() && !combines(node.op())) {
        objection = "its groups have series in several stores";
      }
      if (objection.isEmpty() && (node.grid().startMs() < 0 || node.grid().lastMs() > LATEST)) {
        objection = "its times are beyond those that servers read";
      }
      if (objection.isEmpty() && node.grid().count() > MOST_STEPS) {
        objection = "it has more steps than servers are asked for";
      }
      return objection.isEmpty() && unitesNames(node)
          ? "its series may have several names"
          : objection;
    }

    private List<PushedPart> questions(VectorNode.Aggregate node, PartGroups groups) {
      List<PushedPart> questions = new ArrayList<>();
      StepGrid grid = node.grid();
      for (StorePart part : groups.parts()) {
        PushedText text =
            PushedText.of(
                groups.aggregation(), plan.grid(), options.subqueryStepMs(), part.hidden());
        if (text == null) {
          return List.of();
        }
        PartQuery query =
            new PartQuery(
                text.text(), grid.startMs(), grid.lastMs(), grid.stepMs(), options.lookbackMs());
        Labels hidden = part.hidden();
        Labels added =
            node.without() ? hidden.without(node.grouping()) : hidden.keeping(node.grouping());
        questions.add(new PushedPart(part, query, added, text.positions()));
      }
      return questions;
    }

    /** The plan that reads samples, without this pass. */
    private Plan instead(VectorNode.Aggregate node) {
      Plan alone = Plan.of(node, node.grid(), requests, false);
      return Optimiser.optimise(
          UsedSelections.of(alone), options.optimisations(), unchanged -> unchanged);
    }

    /** The same part for the same series, whatever is done to them. */
    private List<StorePart> parts(SelectRequest request) {
      SelectRequest plain =
          SelectRequest.of(request.minTime(), request.maxTime(), request.matchers());
      return known.computeIfAbsent(plain, Pushdown.this.parts);
    }

    private void note(VectorNode.Aggregate node, String what) {
      notes.add(new OptimisationNote(Optimisation.PUSHDOWN, PlanExplainer.line(node) + " " + what));
    }
  }

  private static String names(List<StorePart> parts) {
    return parts.stream()
        .map(part -> "store \"" + part.store() + "\"")
        .collect(Collectors.joining(", "));
  }

  private static boolean unitesNames(PlanNode node) {
    return node instanceof VectorNode.Unite
        || PlanWalk.children(node).stream().anyMatch(Pushdown::unitesNames);
  }

  private static boolean combines(AggregationOp op) {
    return op == AggregationOp.COUNT
        || op == AggregationOp.MIN
        || op == AggregationOp.MAX
        || op == AggregationOp.GROUP;
  }

  /** Makes one result of those that parts have for the same group. */
  private static VectorNode combined(VectorNode.Aggregate node, VectorNode.Pushed pushed) {
    return new VectorNode.Aggregate(
        node.op() == AggregationOp.COUNT ? AggregationOp.SUM : node.op(),
        pushed,
        null,
        "",
        node.grouping(),
        node.without(),
        node.paramSpan(),
        node.span());
  }
}
