package io.promontory.promql.exec;

import io.promontory.promql.plan.VectorNode;
import java.util.HashMap;
import java.util.Map;

/** The results of one query that several places use. Used by the query's thread. */
final class SharedResults {
  private final Map<Integer, SharedResult> held = new HashMap<>();

  /** Begins a use of a result, evaluated if this is the first; forgotten here with the last. */
  SharedResult begin(VectorNode.Shared place, Evaluation evaluation) {
    SharedResult result = held.get(place.number());
    if (result == null) {
      result = SharedResult.of(place, evaluation);
      held.put(place.number(), result);
    }
    if (result.begin(place, evaluation)) {
      held.remove(place.number());
    }
    return result;
  }
}
