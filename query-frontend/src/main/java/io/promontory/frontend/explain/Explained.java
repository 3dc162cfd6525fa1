package io.promontory.frontend.explain;

import io.promontory.frontend.json.CostJson;
import io.promontory.frontend.json.JsonBody;
import io.promontory.frontend.json.JsonTree;
import io.promontory.promql.engine.Explanation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a query tells of how it came about, beside its value.
 *
 * @param explain the plan and its reads
 * @param provenance who gave which stretches of time; null where nothing has run
 */
public record Explained(JsonBody explain, @Nullable JsonBody provenance) {
  /**
   * Of a plan that has not run.
   *
   * @param query the expression
   * @param store tells whom it would ask
   */
  public static Explained plan(
      String query, Explanation explanation, Store store, QueryContext context) {
    return new Explained(
        explain("plan", query, explanation, asked(explanation, store, context)), null);
  }

  /**
   * Of a run.
   *
   * @param complete whether no store's part is missing
   */
  public static Explained run(
      String query, Explanation explanation, Store store, QueryContext context, boolean complete) {
    List<AskedRead> asked = asked(explanation, store, context);
    return new Explained(
        explain("analyze", query, explanation, asked),
        JsonTree.of(ProvenanceJson.of(explanation, asked, complete)));
  }

  private static List<AskedRead> asked(Explanation explanation, Store store, QueryContext context) {
    return explanation.reads().stream()
        .map(read -> new AskedRead(read, store.estimate(read.request(), context)))
        .toList();
  }

  private static JsonBody explain(
      String mode, String query, Explanation explanation, List<AskedRead> asked) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("mode", mode);
    shown.put("tree", new PlanJson(query).tree(explanation));
    shown.put(
        "reads", asked.stream().map(one -> ReadJson.of(one.read(), one.estimates())).toList());
    shown.put(
        "optimisations",
        explanation.notes().stream()
            .map(note -> Map.of("name", note.optimisation().text(), "detail", note.detail()))
            .toList());
    if (!explanation.costs().isEmpty()) {
      shown.put("costs", explanation.costs().stream().map(CostJson::of).toList());
    }
    return JsonTree.of(shown);
  }
}
