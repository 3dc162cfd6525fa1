package io.promontory.promql.exec;

import io.promontory.promql.plan.PushedPart;
import io.promontory.promql.plan.VectorNode;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The questions to all parts of one node, each on a thread of its own. */
final class PushedCall implements AutoCloseable {
  private final QueryContext context;
  private final Cancellation.Registration registration;
  private final List<FutureTask<PartAnswer>> answers = new ArrayList<>();
  private String refusal = "";

  /**
   * Asks.
   *
   * @param context cancelled with the query, and when the call is over
   * @param recording where it is noted how the parts answer; null for nowhere
   */
  PushedCall(
      VectorNode.Pushed node,
      QueryContext context,
      Cancellation.Registration registration,
      @Nullable Recording recording) {
    this.context = context;
    this.registration = registration;
    for (PushedPart part : node.parts()) {
      QueryContext own =
          recording == null ? context : context.withTrace(recording.part(node, part));
      FutureTask<PartAnswer> answer =
          new FutureTask<>(() -> part.part().evaluate(part.query(), own));
      answers.add(answer);
      Thread.ofVirtual().name("promql-push").start(answer);
    }
  }

  /**
   * Waits for the answers, in the order of the parts.
   *
   * @return null where a part cannot answer this way
   * @throws StoreException if one fails otherwise
   */
  @Nullable List<PartAnswer> await() {
    List<PartAnswer> all = new ArrayList<>();
    try {
      for (FutureTask<PartAnswer> answer : answers) {
        all.add(Interruption.await(answer));
      }
      return all;
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.UNSUPPORTED) {
        refusal = e.describe();
        return null;
      }
      throw e;
    } finally {
      close();
    }
  }

  /** Why a part cannot answer this way; empty where that has not shown. */
  String refusal() {
    return refusal;
  }

  @Override
  public void close() {
    registration.close();
    context.cancellation().cancel();
  }
}
