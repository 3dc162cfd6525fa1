package io.promontory.promql.exec;

import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.VectorNode;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one query has others evaluate, and what it reads after all where they cannot. Nothing of it
 * outlives the query. Used by the query's thread.
 */
final class PushedCalls implements AutoCloseable {
  private final Store store;
  private final QueryContext context;
  private final @Nullable Recording recording;
  private final List<PushedCall> calls = new ArrayList<>();
  private final List<SelectorScans> reads = new ArrayList<>();
  private Completeness completeness = Completeness.NONE_ASKED;

  PushedCalls(Store store, QueryContext context, @Nullable Recording recording) {
    this.store = store;
    this.context = context;
    this.recording = recording;
  }

  /** Asks all parts of a node, without waiting for them. */
  PushedCall ask(VectorNode.Pushed node) {
    Cancellation cancellation = new Cancellation();
    PushedCall call =
        new PushedCall(
            node,
            context.withCancellation(cancellation),
            context.cancellation().onCancel(cancellation::cancel),
            recording);
    calls.add(call);
    return call;
  }

  /** Notes how whole answers are that are used. */
  void used(VectorNode.Pushed node, List<PartAnswer> answers) {
    for (int i = 0; i < answers.size(); i++) {
      String store = node.parts().get(i).part().store();
      List<String> infos = PushedNotes.notOfIt(answers.get(i).infos());
      for (StoreOutcome outcome : answers.get(i).completeness().outcomes()) {
        List<String> notes = new ArrayList<>(outcome.notes());
        notes.addAll(outcome.store().equals(store) ? infos : List.of());
        completeness = completeness.plus(Completeness.of(outcome.withNotes(notes)));
      }
    }
  }

  /** Begins to read what a plan needs in place of answers. */
  SelectorScans read(Plan instead) {
    SelectorScans scans = new SelectorScans(store, instead, context, recording);
    reads.add(scans);
    return scans;
  }

  /** How whole the answers were that were used, and what was read. */
  Completeness completeness() {
    Completeness all = completeness;
    for (SelectorScans scans : reads) {
      all = all.plus(scans.completeness());
    }
    return all;
  }

  @Override
  public void close() {
    calls.forEach(PushedCall::close);
    reads.forEach(SelectorScans::close);
  }
}
