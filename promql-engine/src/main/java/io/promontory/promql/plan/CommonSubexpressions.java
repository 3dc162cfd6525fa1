package io.promontory.promql.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates once what stands in several places of a query, whatever whitespace or parentheses are
 * around it there.
 *
 * <p>The result is held until its last use, so it is shared only where that is cheap: results of
 * aggregations and what is computed from them; and the two operands of one operation, of which one
 * would be held anyway. Large vectors that would stream through are evaluated again, from one read
 * of the store.
 */
final class CommonSubexpressions implements Pass {
  @Override
  public Plan apply(Plan plan) {
    if (readers(plan.root()) < 2) {
      return plan;
    }
    Share share = new Share(new Count(plan));
    PlanNode root = share.node(plan.root());
    return share.numbers.isEmpty()
        ? plan
        : UsedSelections.of(plan.with(root, plan.requests(), share.notes()));
  }

  /** How many nodes have something of a store that they do not have from another node. */
  private static int readers(PlanNode node) {
    List<PlanNode> below = PlanWalk.children(node);
    return below.isEmpty()
        ? (Compact.reads(node) ? 1 : 0)
        : below.stream().mapToInt(CommonSubexpressions::readers).sum();
  }

  /** Counts the places that need each result, largest expressions first. */
  private static final class Count {
    private final SpanFree keys;
    private final Set<VectorNode> twins = new HashSet<>();
    private final Map<VectorNode, Integer> uses = new HashMap<>();

    Count(Plan plan) {
      this.keys = new SpanFree(plan);
      PlanWalk.forEach(plan.root(), this::noteTwins);
      visit(plan.root());
    }

    /** Operands that are equal; one is held in any case. */
    private void noteTwins(PlanNode node) {
      if (node instanceof VectorNode.Join join
          && key(join.left()).equals(key(join.right()))
          && Compact.reads(join.left())) {
        twins.add(key(join.left()));
      }
    }

    VectorNode key(VectorNode node) {
      return keys.vector(node);
    }

    int uses(VectorNode key) {
      return uses.getOrDefault(key, 0);
    }

    private void visit(PlanNode node) {
      if (node instanceof VectorNode vector) {
        VectorNode key = key(vector);
        boolean shareable = Compact.is(vector) || twins.contains(key);
        if (shareable && uses.merge(key, 1, Integer::sum) > 1) {
          return;
        }
      }
      PlanWalk.children(node).forEach(this::visit);
    }
  }

  /** Puts the shared results in place. */
  private static final class Share extends PlanRewrite {
    private final Count count;
    private final Map<VectorNode, Integer> numbers = new HashMap<>();
    private final List<VectorNode> originals = new ArrayList<>();
    private final List<VectorNode> inputs = new ArrayList<>();
    private final List<Integer> uses = new ArrayList<>();

    Share(Count count) {
      this.count = count;
    }

    @Override
    VectorNode vector(VectorNode node) {
      VectorNode key = count.key(node);
      int places = count.uses(key);
      if (places < 2) {
        return rebuild(node);
      }
      Integer known = numbers.get(key);
      if (known == null) {
        VectorNode input = rebuild(node);
        known = inputs.size();
        numbers.put(key, known);
        originals.add(node);
        inputs.add(input);
        uses.add(places);
      }
      return new VectorNode.Shared(
          inputs.get(known), known, places, Positions.between(originals.get(known), node));
    }

    List<OptimisationNote> notes() {
      List<OptimisationNote> notes = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        notes.add(
            new OptimisationNote(
                Optimisation.COMMON_SUBEXPRESSIONS,
                PlanExplainer.line(originals.get(i))
                    + " is evaluated once for "
                    + uses.get(i)
                    + " places"));
      }
      return notes;
    }
  }
}
