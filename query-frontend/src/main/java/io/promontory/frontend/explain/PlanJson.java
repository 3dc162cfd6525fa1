package io.promontory.frontend.explain;

import io.promontory.promql.ast.Span;
import io.promontory.promql.engine.Explanation;
import io.promontory.promql.engine.Explanation.Node;
import io.promontory.promql.engine.Explanation.Part;
import io.promontory.promql.exec.NodeActuals;
import io.promontory.series.store.CallTrace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tree of a plan. Of trees that are too large the rest is left out, and that is said. */
final class PlanJson {
  private static final int MOST_NODES = 2_000;
  private static final int DEEPEST = 150;

  private final byte[] text;
  private int nodes;

  /**
   * For the plan of a query.
   *
   * @param query the expression
   */
  PlanJson(String query) {
    this.text = query.getBytes(StandardCharsets.UTF_8);
  }

  Map<String, @Nullable Object> tree(Explanation explanation) {
    return node(explanation.root(), 0);
  }

  private Map<String, @Nullable Object> node(Node node, int depth) {
    nodes++;
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("name", node.name());
    shown.put("detail", node.detail());
    Span span = node.span();
    if (span.end() > span.start() && span.end() <= text.length) {
      String before = new String(text, 0, span.start(), StandardCharsets.UTF_8);
      String own =
          new String(text, span.start(), span.end() - span.start(), StandardCharsets.UTF_8);
      shown.put("text", own);
      shown.put("position", List.of(before.length(), before.length() + own.length()));
    }
    if (node.read() >= 0) {
      shown.put("read", node.read());
    }
    NodeActuals actuals = node.actuals();
    if (actuals != null && actuals.evaluated()) {
      shown.put("series", actuals.series());
      shown.put("ms", Seconds.msOfNanos(actuals.nanos()));
    }
    if (!node.parts().isEmpty()) {
      shown.put("pushed", node.parts().stream().map(PlanJson::part).toList());
    }
    if (!node.givenUp().isEmpty()) {
      shown.put("fallback", node.givenUp());
    }
    List<Object> children = new ArrayList<>();
    for (Node child : node.children()) {
      if (depth >= DEEPEST || nodes >= MOST_NODES) {
        shown.put("truncated", true);
        break;
      }
      children.add(node(child, depth + 1));
    }
    if (!children.isEmpty()) {
      shown.put("children", children);
    }
    return shown;
  }

  private static Object part(Part part) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("store", part.asked().part().store());
    shown.put("expression", part.asked().query().expression());
    shown.put("steps", part.asked().query().steps());
    if (!part.asked().added().isEmpty()) {
      shown.put("adds", part.asked().added());
    }
    CallTrace call = part.call();
    if (call != null) {
      shown.put(
          "stores",
          call.calls().stream().map(one -> ReadJson.endpoint(one.name(), List.of(one))).toList());
    }
    return shown;
  }
}
