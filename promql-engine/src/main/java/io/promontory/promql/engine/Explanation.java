package io.promontory.promql.engine;

import io.promontory.promql.ast.Span;
import io.promontory.promql.exec.NodeActuals;
import io.promontory.promql.exec.Recording;
import io.promontory.promql.plan.CostChoice;
import io.promontory.promql.plan.OptimisationNote;
import io.promontory.promql.plan.PushedPart;
import io.promontory.series.replica.Lanes;
import io.promontory.series.store.CallTrace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a query is answered, or was where it has run.
 *
 * @param reads what the stores are asked for; nodes refer to them by number
 * @param notes what optimisations have changed
 * @param costs what stores were estimated to bill, and what was chosen for it
 * @param lanes who gave which stretches of time; null where nothing has run
 */
public record Explanation(
    Node root,
    List<Recording.Read> reads,
    List<OptimisationNote> notes,
    List<CostChoice> costs,
    @Nullable Lanes lanes) {
  public Explanation {
    reads = List.copyOf(reads);
    notes = List.copyOf(notes);
    costs = List.copyOf(costs);
  }

  /**
   * A node of the plan.
   *
   * @param name what it is, a word
   * @param detail the rest, may be empty
   * @param span where it is written; {@link Span#NONE} where that cannot be told
   * @param read the number of what it reads itself; -1 where it reads nothing
   * @param parts what is evaluated elsewhere in its place; those below it were evaluated after all
   * @param givenUp why the parts did not do; empty where they did, or there are none
   * @param actuals null where nothing has run
   */
  public record Node(
      String name,
      String detail,
      Span span,
      int read,
      List<Part> parts,
      String givenUp,
      @Nullable NodeActuals actuals,
      List<Node> children) {
    public Node {
      parts = List.copyOf(parts);
      children = List.copyOf(children);
    }
  }

  /**
   * What one that evaluates is asked.
   *
   * @param call how it answered; null where it was not asked
   */
  public record Part(PushedPart asked, @Nullable CallTrace call) {}
}
