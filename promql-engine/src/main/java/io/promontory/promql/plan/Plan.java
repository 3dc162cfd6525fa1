package io.promontory.promql.plan;

import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A query ready to run.
 *
 * @param root computes the value
 * @param grid the steps of the query
 * @param selections what the selectors need; nodes refer to them by index
 * @param reads what the stores are asked for; selections refer to them by index
 * @param ordered true where the expression itself orders an instant vector
 * @param notes what optimisations have changed
 * @param written what was written that this is the plan of
 */
public record Plan(
    PlanNode root,
    StepGrid grid,
    List<Selection> selections,
    List<SelectRequest> reads,
    boolean ordered,
    List<OptimisationNote> notes,
    Written written) {
  public Plan {
    selections = List.copyOf(selections);
    reads = List.copyOf(reads);
    notes = List.copyOf(notes);
  }

  /** A plan in which each selection is a read of its own. */
  public static Plan of(
      PlanNode root, StepGrid grid, List<SelectRequest> requests, boolean ordered) {
    return new Plan(root, grid, unmerged(requests), requests, ordered, List.of(), Written.NOTHING);
  }

  /** This plan with another tree and other requests, each a read of its own. */
  Plan with(PlanNode newRoot, List<SelectRequest> requests, List<OptimisationNote> more) {
    return new Plan(newRoot, grid, unmerged(requests), requests, ordered, notesWith(more), written);
  }

  /** This plan as one of what was written. */
  Plan of(Written text) {
    return new Plan(root, grid, selections, reads, ordered, notes, text);
  }

  /** This plan with its selections read otherwise. */
  Plan reading(
      List<Selection> newSelections, List<SelectRequest> newReads, List<OptimisationNote> more) {
    return new Plan(root, grid, newSelections, newReads, ordered, notesWith(more), written);
  }

  /** The numbers of the selections, in the order in which the evaluation needs them. */
  Set<Integer> selectionsInOrder() {
    return Selection.below(root);
  }

  /** The numbers of the reads, each once, in the order in which the evaluation needs them. */
  public List<Integer> readsInOrder() {
    return selectionsInOrder().stream()
        .map(selection -> selections.get(selection).read())
        .distinct()
        .toList();
  }

  /** True for a single step, whatever asked for it. */
  boolean isOfOneStep() {
    return grid.startMs() == grid.endMs();
  }

  /** What is estimated to be billed, and what follows from it. */
  public List<CostChoice> costs() {
    return notes.stream().map(OptimisationNote::cost).filter(Objects::nonNull).toList();
  }

  /** What each selection asks for by itself. */
  List<SelectRequest> requests() {
    List<SelectRequest> requests = new ArrayList<>(selections.size());
    for (Selection selection : selections) {
      requests.add(selection.request());
    }
    return requests;
  }

  List<OptimisationNote> notesWith(List<OptimisationNote> more) {
    List<OptimisationNote> all = new ArrayList<>(notes);
    all.addAll(more);
    return all;
  }

  private static List<Selection> unmerged(List<SelectRequest> requests) {
    List<Selection> unmerged = new ArrayList<>(requests.size());
    for (SelectRequest request : requests) {
      unmerged.add(new Selection(request, unmerged.size()));
    }
    return unmerged;
  }
}
