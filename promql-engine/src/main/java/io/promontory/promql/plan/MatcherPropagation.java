package io.promontory.promql.plan;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks of one side of a binary operation what the other side demands of the labels they are matched
 * by: series without it can find no partner.
 *
 * <p>They could still matter for errors. Two series of the "one" side that share a key at a step
 * are an error wherever the other side has any element at all, and either side's series without a
 * partner count there; so nothing moves across arithmetic and comparisons unless the "one" side
 * cannot have two series of a key ({@link UniqueKeys}). Fill modifiers and {@code or} give series
 * without a partner a say in the result; {@code unless} does so on its left side. {@link Demands}
 * says how far down a demand can go.
 *
 * <p>One thing can be missed: what Prometheus remarks about native histograms, say that a window
 * mixes them with floats, of series that have no partner.
 */
final class MatcherPropagation implements Pass {
  private final Set<String> dropped;

  /**
   * Takes the names of labels that matchers choose by and series come without: a partner need not
   * have had them.
   */
  MatcherPropagation(Set<String> dropped) {
    this.dropped = dropped;
  }

  @Override
  public Plan apply(Plan plan) {
    if (plan.selections().size() < 2) {
      return plan;
    }
    Move move = new Move(plan.requests(), dropped);
    PlanNode root = move.node(plan.root());
    return move.notes.isEmpty() ? plan : plan.with(root, move.requests, move.notes);
  }

  private static final class Move extends PlanRewrite {
    private final List<SelectRequest> requests;
    private final Set<String> dropped;
    private final List<OptimisationNote> notes = new ArrayList<>();

    Move(List<SelectRequest> requests, Set<String> dropped) {
      this.requests = new ArrayList<>(requests);
      this.dropped = dropped;
    }

    @Override
    VectorNode vector(VectorNode node) {
      VectorNode below = rebuild(node);
      switch (below) {
        case VectorNode.Join join -> {
          VectorMatching matching = join.matching();
          if (!Joins.fills(join) && UniqueKeys.of(Joins.one(join), matching, requests)) {
            move(join.left(), join.right(), matching);
            move(join.right(), join.left(), matching);
          }
        }
        case VectorNode.SetOperation operation when operation.op() != BinaryOp.OR -> {
          move(operation.left(), operation.right(), operation.matching());
          if (operation.op() == BinaryOp.AND) {
            move(operation.right(), operation.left(), operation.matching());
          }
        }
        default -> {}
      }
      return below;
    }

    private void move(VectorNode from, VectorNode to, VectorMatching matching) {
      Set<Matcher> shared =
          Demands.of(from, requests).stream()
              .filter(m -> matching.labels().contains(m.name()) == matching.on())
              .filter(m -> !dropped.contains(m.name()))
              .collect(Collectors.toSet());
      Demands.Target target = Demands.down(to, shared, requests);
      if (target != null) {
        add(target.selection(), target.demands());
      }
    }

    private void add(int selection, Set<Matcher> matchers) {
      SelectRequest request = requests.get(selection);
      List<Matcher> all = new ArrayList<>(request.matchers());
      matchers.stream()
          .filter(m -> !all.contains(m))
          .sorted(Comparator.comparing(Matcher::name))
          .forEach(all::add);
      List<Matcher> added = all.subList(request.matchers().size(), all.size());
      if (!added.isEmpty()) {
        requests.set(selection, request.withMatchers(all));
        notes.add(
            new OptimisationNote(
                Optimisation.MATCHER_PROPAGATION,
                "selection " + selection + " asks for " + ReadText.selector(added) + " too"));
      }
    }
  }
}
