package io.promontory.promql.print;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.GoFloats;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tree of an expression in the shape of the API's parse_query: maps (sorted by key, as
 * Prometheus writes them), lists, strings, longs, doubles, booleans and nulls.
 *
 * <p>The only doubles are fill values; where one is NaN or infinite there is no JSON for it. Bytes
 * that are no UTF-8 show as U+FFFD.
 */
public final class AstTree {
  private AstTree() {}

  public static Map<String, @Nullable Object> of(Expr expr) {
    return switch (expr) {
      case Aggregation e ->
          node("aggregation")
              .put("op", e.op().text())
              .put("expr", of(e.expr()))
              .put("param", e.param() == null ? null : of(e.param()))
              .put("grouping", texts(e.grouping()))
              .put("without", e.without())
              .map;
      case Binary e ->
          node("binaryExpr")
              .put("op", e.op().text())
              .put("lhs", of(e.lhs()))
              .put("rhs", of(e.rhs()))
              .put("matching", e.matching() == null ? null : of(e.matching()))
              .put("bool", e.returnBool())
              .map;
      case Call e ->
          node("call")
              .put("func", function(e))
              .put("args", e.args().stream().map(AstTree::of).toList())
              .map;
      case MatrixSelector e ->
          selector(node("matrixSelector"), e.selector())
              .put("range", e.rangeMs())
              .put("rangeExpr", of(e.rangeExpr()))
              .map;
      case NumberLiteral e -> node("numberLiteral").put("val", GoFloats.fixed(e.value())).map;
      case Paren e -> node("parenExpr").put("expr", of(e.expr())).map;
      case StringLiteral e -> node("stringLiteral").put("val", text(e.value())).map;
      case Subquery e ->
          shift(node("subquery"), e.shift())
              .put("expr", of(e.expr()))
              .put("range", e.rangeMs())
              .put("rangeExpr", of(e.rangeExpr()))
              .put("step", e.stepMs())
              .put("stepExpr", of(e.stepExpr()))
              .map;
      case Unary e ->
          node("unaryExpr").put("op", e.negative() ? "-" : "+").put("expr", of(e.expr())).map;
      case VectorSelector e -> selector(node("vectorSelector"), e).map;
    };
  }

  private static Node selector(Node node, VectorSelector e) {
    return shift(node, e.shift())
        .put("name", e.name())
        .put("matchers", e.matchers().stream().map(AstTree::of).toList())
        .put("anchored", e.anchored())
        .put("smoothed", e.smoothed());
  }

  private static Node shift(Node node, TimeShift shift) {
    At at = shift.at();
    String startOrEnd = at instanceof At.Start ? "start" : at instanceof At.End ? "end" : null;
    return node.put("offset", shift.offsetMs())
        .put("offsetExpr", of(shift.offsetExpr()))
        .put("timestamp", at instanceof At.Timestamp timestamp ? timestamp.ms() : null)
        .put("startOrEnd", startOrEnd);
  }

  private static Map<String, @Nullable Object> of(Matcher matcher) {
    return new Node()
        .put("name", text(matcher.name()))
        .put("type", matcher.type().text())
        .put("value", text(matcher.value()))
        .map;
  }

  private static Map<String, @Nullable Object> function(Call e) {
    return new Node()
        .put("name", e.function().name())
        .put("argTypes", e.function().argTypes().stream().map(ValueType::text).toList())
        .put("variadic", (long) e.function().variadic())
        .put("returnType", e.function().returnType().text())
        .map;
  }

  private static Map<String, @Nullable Object> of(VectorMatching matching) {
    return new Node()
        .put("card", matching.cardinality().text())
        .put("labels", texts(matching.labels()))
        .put("on", matching.on())
        .put("include", texts(matching.include()))
        .put(
            "fillValues",
            new Node().put("lhs", matching.fillLeft()).put("rhs", matching.fillRight()).map)
        .map;
  }

  private static @Nullable Map<String, @Nullable Object> of(@Nullable DurationExpr duration) {
    return switch (duration) {
      case null -> null;
      case DurationExpr.Literal e ->
          node("numberLiteral")
              .put("val", GoFloats.fixed(e.seconds()))
              .put("duration", e.duration())
              .map;
      case DurationExpr.Operation e ->
          node("durationExpr")
              .put("op", e.op().text())
              .put("lhs", of(e.lhs()))
              .put("rhs", of(e.rhs()))
              .put("wrapped", e.wrapped())
              .map;
    };
  }

  private static List<String> texts(List<String> values) {
    return values.stream().map(AstTree::text).toList();
  }

  /** Replaces the stand-ins of bytes that are no UTF-8. */
  private static String text(String value) {
    StringBuilder out = new StringBuilder(value.length());
    value.codePoints().forEach(c -> out.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
    return out.toString();
  }

  private static Node node(String type) {
    return new Node().put("type", type);
  }

  private static final class Node {
    private final Map<String, @Nullable Object> map = new TreeMap<>();

    Node put(String key, @Nullable Object value) {
      map.put(key, value);
      return this;
    }
  }
}
