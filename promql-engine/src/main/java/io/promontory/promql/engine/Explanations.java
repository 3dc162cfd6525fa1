package io.promontory.promql.engine;

import io.promontory.promql.engine.Explanation.Node;
import io.promontory.promql.engine.Explanation.Part;
import io.promontory.promql.exec.NodeActuals;
import io.promontory.promql.exec.Recording;
import io.promontory.promql.exec.Recording.Read;
import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.PlanOutline;
import io.promontory.promql.plan.VectorNode;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes explanations of plans, and of what was noted while they ran. */
final class Explanations {
  private final @Nullable Recording recording;
  private final List<Read> reads = new ArrayList<>();

  private Explanations(@Nullable Recording recording) {
    this.recording = recording;
  }

  /** Of a plan that has not run. */
  static Explanation of(Plan plan) {
    return new Explanations(null).explanation(plan);
  }

  /** Of a run. */
  static Explanation of(Recording recording) {
    return new Explanations(recording).explanation(recording.plan());
  }

  private Explanation explanation(Plan plan) {
    Node root = tree(plan);
    return new Explanation(
        root, reads, plan.notes(), plan.costs(), recording == null ? null : recording.lanes());
  }

  private Node tree(Plan plan) {
    int first = reads.size();
    reads.addAll(readsOf(plan));
    return node(PlanOutline.of(plan), plan, first);
  }

  private List<Read> readsOf(Plan plan) {
    List<Read> noted = recording == null ? List.of() : recording.reads(plan);
    List<Read> all = new ArrayList<>(noted);
    for (SelectRequest request :
        plan.reads().subList(Math.min(all.size(), plan.reads().size()), plan.reads().size())) {
      all.add(new Read(request, List.of()));
    }
    return all;
  }

  private Node node(PlanOutline outline, Plan plan, int firstRead) {
    NodeActuals actuals = recording == null ? null : recording.actuals(outline.node());
    int read =
        outline.selection() < 0
            ? -1
            : firstRead + plan.selections().get(outline.selection()).read();
    List<Part> parts = new ArrayList<>();
    List<Node> children = new ArrayList<>();
    String givenUp = "";
    if (outline.node() instanceof VectorNode.Pushed pushed) {
      pushed
          .parts()
          .forEach(
              part -> parts.add(new Part(part, recording == null ? null : recording.part(part))));
      givenUp = recording == null ? "" : recording.givenUp(pushed);
      if (!givenUp.isEmpty()) {
        children.add(tree(pushed.instead()));
      }
    }
    outline.children().forEach(child -> children.add(node(child, plan, firstRead)));
    return new Node(
        outline.name(), outline.detail(), outline.span(), read, parts, givenUp, actuals, children);
  }
}
