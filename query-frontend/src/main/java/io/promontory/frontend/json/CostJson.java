package io.promontory.frontend.json;

import io.promontory.promql.plan.CostChoice;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stores were estimated to bill, and what was chosen for it. */
public final class CostJson {
  private CostJson() {}

  /** A tree for {@link JsonTree}. */
  public static Map<String, Object> of(CostChoice choice) {
    Map<String, Object> cost = new LinkedHashMap<>();
    cost.put("store", choice.store());
    cost.put("expression", choice.expression());
    cost.put("evaluated", choice.evaluated());
    cost.put("billedToEvaluate", Math.round(choice.toEvaluate()));
    cost.put("billedToRead", Math.round(choice.toRead()));
    cost.put("guessed", choice.guessed());
    return cost;
  }
}
