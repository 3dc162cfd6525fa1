package io.promontory.promql.exec;

import io.promontory.promql.plan.DataSpan;
import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.PlanNode;
import io.promontory.promql.plan.PushedPart;
import io.promontory.promql.plan.VectorNode;
import io.promontory.series.replica.Lanes;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Origin;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of one run of a plan, where somebody asks how a query is answered: what each node
 * came to, how the stores answered each read, and who gave which stretches of time. Safe for
 * concurrent use.
 */
public final class Recording {
  /** A question to the stores, and how they answered: several times where places read apart. */
  public record Read(SelectRequest request, List<CallTrace> calls) {}

  private final Plan plan;
  private final CallTrace trace;
  private final Lanes lanes;
  private final Map<PlanNode, NodeActuals> actuals = new IdentityHashMap<>();
  private final Map<Plan, List<Read>> reads = new IdentityHashMap<>();
  private final Map<PushedPart, CallTrace> parts = new IdentityHashMap<>();
  private final Map<VectorNode.Pushed, String> givenUp = new IdentityHashMap<>();

  /**
   * Notes nothing yet.
   *
   * @param trace of the query
   */
  Recording(Plan plan, CallTrace trace) {
    this.plan = plan;
    this.trace = trace;
    DataSpan span = DataSpan.of(plan);
    this.lanes = new Lanes(span.minTime(), span.maxTime());
  }

  /** The plan that is run. */
  public Plan plan() {
    return plan;
  }

  /** Who gave which stretches of time. */
  public Lanes lanes() {
    return lanes;
  }

  /** What a node came to. */
  public synchronized NodeActuals actuals(PlanNode node) {
    return actuals.computeIfAbsent(node, any -> new NodeActuals());
  }

  /** The reads of a plan, by their numbers; those that only showed on the way come last. */
  public synchronized List<Read> reads(Plan of) {
    return List.copyOf(reads.getOrDefault(of, List.of()));
  }

  /** How the answer to a part was; null where it was not asked. */
  public synchronized @Nullable CallTrace part(PushedPart part) {
    return parts.get(part);
  }

  /** Why samples were read after all in place of what was pushed; empty where they were not. */
  public synchronized String givenUp(VectorNode.Pushed node) {
    return givenUp.getOrDefault(node, "");
  }

  synchronized CallTrace read(Plan of, int number, SelectRequest request) {
    CallTrace call = trace.call("read", "");
    List<Read> all = reads.computeIfAbsent(of, any -> new ArrayList<>());
    while (all.size() <= number) {
      all.add(new Read(request, new ArrayList<>()));
    }
    all.get(number).calls.add(call);
    return call;
  }

  synchronized CallTrace part(VectorNode.Pushed node, PushedPart part) {
    CallTrace call = trace.call("evaluate", "");
    parts.put(part, call);
    return call;
  }

  synchronized void gaveUp(VectorNode.Pushed node, String why) {
    givenUp.put(node, why);
  }

  void used(VectorNode.Pushed node, List<PartAnswer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      PushedPart part = node.parts().get(i);
      lanes.noteResults(
          new Origin(part.part().store(), ""),
          answers.get(i).series().size(),
          part.query().startMs(),
          part.query().endMs());
    }
  }
}
