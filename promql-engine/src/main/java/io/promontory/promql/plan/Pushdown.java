package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.Expr;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Authority;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StorePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leaves expressions to those who hold the series and evaluate PromQL.
 *
 * <p>Where one store holds all series alone, and its own answer counts ({@link
 * io.promontory.series.store.Authority}), that is any expression ({@link WholeExpression}), unless
 * the store bills more for it than for its samples ({@link Bills}). All others are left
 * aggregations, where that gives the bits that the samples would give here.
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
  private final PlanOptions options;
  private final Map<PlanNode, Expr> sources;
  private final Function<SelectRequest, List<StorePart>> parts;
  private final Runnable checkpoint;

  /**
   * @param sources the nodes of the plan as they were written, by identity
   * @param parts who could evaluate what a request would read
   * @param checkpoint called for each node
   */
  Pushdown(
      PlanOptions options,
      Map<PlanNode, Expr> sources,
      Function<SelectRequest, List<StorePart>> parts,
      Runnable checkpoint) {
    this.options = options;
    this.sources = sources;
    this.parts = parts;
    this.checkpoint = checkpoint;
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
    private final Holders holders;
    private final List<OptimisationNote> notes = new ArrayList<>();
    private boolean ordered;
    private boolean reading;

    Push(Plan plan) {
      this.plan = plan;
      this.requests = plan.requests();
      this.holders = new Holders(requests, parts);
    }

    @Override
    VectorNode vector(VectorNode node) {
      checkpoint.run();
      boolean readingAbove = reading;
      VectorNode pushed = pushed(node);
      if (pushed != null) {
        return pushed;
      }
      boolean above = ordered;
      ordered = SeriesOrder.matters(node, above, requests);
      VectorNode below = rebuild(node);
      ordered = above;
      reading = readingAbove;
      return below;
    }

    private @Nullable VectorNode pushed(VectorNode node) {
      StorePart holder = holders.authority(node);
      Expr source = sources.get(node);
      if (holder != null) {
        return source == null || node instanceof VectorNode.Repeat
            ? null
            : whole(node, source, holder);
      }
      return node instanceof VectorNode.Aggregate n && source instanceof Aggregation aggregation
          ? pushed(n, aggregation)
          : null;
    }

    private @Nullable VectorNode whole(VectorNode node, Expr source, StorePart holder) {
      boolean puts = plan.isOfOneStep() && plan.ordered() && ResultOrder.isMadeBy(node);
      if ((puts && !isOneGroup(node)) || (reading && hasWindows(node))) {
        return null;
      }
      WholeExpression whole = WholeExpression.of(source, node.grid(), plan.grid(), options, holder);
      if (!whole.objection().isEmpty()) {
        note(node, "stays here: " + whole.objection());
        return null;
      }
      CostChoice choice = choice(node, whole, holder);
      if (choice != null && !choice.evaluated()) {
        note(node, "stays here: " + choice.text(), choice);
        reading = new Bills(requests, holder.billing()).isReadTogether(node);
        return null;
      }
      note(
          node,
          "is evaluated by "
              + names(List.of(holder))
              + (choice == null ? "" : ": " + choice.text()),
          choice);
      VectorNode pushed =
          new VectorNode.Pushed(node.grid(), List.of(whole.question()), true, instead(node));
      return puts && node instanceof VectorNode.Aggregate n ? n.withInput(pushed) : pushed;
    }

    private @Nullable CostChoice choice(VectorNode node, WholeExpression whole, StorePart holder) {
      if (isFree(holder)) {
        return null;
      }
      Bills bills = new Bills(requests, holder.billing());
      double there = bills.evaluated(node, whole.query());
      double here = Math.min(bills.apart(node), bills.read(node));
      return new CostChoice(
          holder.store(),
          whole.query().expression(),
          Bills.isWorth(there, here),
          there,
          here,
          bills.isGuess(node));
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

    private @Nullable VectorNode pushed(VectorNode.Aggregate node, Aggregation source) {
      int selection = Selection.onlyOneOf(node);
      List<StorePart> parts = selection < 0 ? List.of() : holders.of(selection);
      if (parts.isEmpty()) {
        return null;
      }
      PartGroups groups = new PartGroups(source, parts);
      String objection = objection(node, groups);
      List<PushedPart> questions = objection.isEmpty() ? questions(node, groups) : List.of();
      if (questions.isEmpty()) {
        note(node, "stays here: " + (objection.isEmpty() ? "its text is not plain" : objection));
        return null;
      }
      List<CostChoice> choices = choices(node, questions);
      if (choices.stream().anyMatch(choice -> !choice.evaluated())) {
        choices.forEach(choice -> note(node, "stays here: " + choice.text(), choice));
        return null;
      }
      note(node, "is evaluated by " + names(parts));
      choices.forEach(choice -> note(node, choice.text(), choice));
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
      if (objection.isEmpty()
          && Sendable.hasWindows(groups.aggregation())
          && groups.parts().stream()
              .anyMatch(part -> part.authority() == Authority.STORE_WITHOUT_WINDOWS)) {
        objection = "windows end elsewhere in the dialect of a store";
      }
      if (objection.isEmpty()) {
        objection = groups.objection();
      }
      if (objection.isEmpty() && !groups.areApart() && !combines(node.op())) {
        objection = "its groups have series in several stores";
      }
      if (objection.isEmpty()) {
        objection = PushdownLimits.objection(node.grid());
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
        Labels hidden = part.hidden();
        Labels added =
            node.without() ? hidden.without(node.grouping()) : hidden.keeping(node.grouping());
        long aheadMs = Sendable.aheadMs(groups.aggregation());
        questions.add(PushedPart.of(part, text, grid, options.lookbackMs(), aheadMs, added));
      }
      return questions;
    }

    /** Of all that bill; where one costs less to read, all are read. */
    private List<CostChoice> choices(VectorNode.Aggregate node, List<PushedPart> questions) {
      List<CostChoice> choices = new ArrayList<>();
      boolean evaluated = true;
      for (PushedPart question : questions) {
        StorePart part = question.part();
        if (!isFree(part)) {
          Bills bills = new Bills(requests, part.billing());
          double there = bills.evaluated(node, question.query());
          double here = bills.read(node);
          evaluated &= Bills.isWorth(there, here);
          choices.add(
              new CostChoice(
                  part.store(),
                  question.query().expression(),
                  Bills.isWorth(there, here),
                  there,
                  here,
                  bills.isGuess(node)));
        }
      }
      return evaluated ? choices : choices.stream().map(CostChoice::unevaluated).toList();
    }

    /** The plan that reads samples, without this pass. */
    private Plan instead(VectorNode node) {
      Plan alone = Plan.of(node, node.grid(), requests, false).of(new Written(node, sources));
      return Optimiser.optimise(
          UsedSelections.of(alone), options, unchanged -> unchanged, checkpoint);
    }

    private boolean isFree(StorePart part) {
      return part.billing().isFree() || !options.optimisations().contains(Optimisation.LEAST_COST);
    }

    private void note(VectorNode node, String what) {
      note(node, what, null);
    }

    private void note(VectorNode node, String what, @Nullable CostChoice choice) {
      notes.add(
          new OptimisationNote(
              Optimisation.PUSHDOWN, PlanExplainer.line(node) + " " + what, choice));
    }
  }

  private static String names(List<StorePart> parts) {
    return parts.stream()
        .map(part -> "store \"" + part.store() + "\"")
        .collect(Collectors.joining(", "));
  }

  /** True for an aggregation whose results, made again of themselves, are in their order. */
  private static boolean isOneGroup(VectorNode node) {
    return node instanceof VectorNode.Aggregate n && n.grouping().isEmpty() && !n.without();
  }

  private static boolean hasWindows(PlanNode node) {
    return node instanceof MatrixNode
        || PlanWalk.children(node).stream().anyMatch(Pushdown::hasWindows);
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
