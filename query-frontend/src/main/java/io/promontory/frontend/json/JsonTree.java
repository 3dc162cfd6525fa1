package io.promontory.frontend.json;

import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees of maps, lists, strings, numbers, booleans and nulls. Maps keep their order; a tree
 * holds small answers, never samples.
 */
public final class JsonTree {
  private JsonTree() {}

  /**
   * Wraps a tree.
   *
   * @throws UnsupportedValueException if it holds a number that JSON has none for
   */
  public static JsonBody of(@Nullable Object tree) {
    check(tree);
    return out -> write(out, tree, Escaping.HTML);
  }

  /** With the characters of markup as they are, as {@code /features} has them. */
  public static JsonBody unescaped(@Nullable Object tree) {
    return out -> write(out, tree, Escaping.LABELS);
  }

  /** A value that has no JSON; the message is that of Prometheus' encoder. */
  public static final class UnsupportedValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnsupportedValueException(double value) {
      super("unsupported value: " + GoFloats.general(value));
    }
  }

  private static void check(@Nullable Object node) {
    switch (node) {
      case Double number when !Double.isFinite(number) ->
          throw new UnsupportedValueException(number);
      case Map<?, ?> map -> map.values().forEach(JsonTree::check);
      case List<?> list -> list.forEach(JsonTree::check);
      case null, default -> {}
    }
  }

  private static void write(JsonOutput out, @Nullable Object node, Escaping escaping)
      throws IOException {
    switch (node) {
      case null -> out.raw("null");
      case String text -> out.string(text, escaping);
      case Boolean flag -> out.raw(flag.toString());
      case Integer number -> out.number(number.longValue());
      case Long number -> out.number(number);
      case Double number -> out.number(number);
      case Labels labels -> QueryValueJson.labels(out, labels);
      case Map<?, ?> map -> object(out, map, escaping);
      case List<?> list -> array(out, list, escaping);
      default -> throw new IllegalArgumentException("no JSON for " + node.getClass());
    }
  }

  private static void object(JsonOutput out, Map<?, ?> map, Escaping escaping) throws IOException {
    String before = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.raw(before).string(String.valueOf(entry.getKey()), escaping).raw(':');
      write(out, entry.getValue(), escaping);
      before = ",";
    }
    out.raw(map.isEmpty() ? "{}" : "}");
  }

  private static void array(JsonOutput out, List<?> list, Escaping escaping) throws IOException {
    String before = "[";
    for (Object element : list) {
      out.raw(before);
      write(out, element, escaping);
      before = ",";
    }
    out.raw(list.isEmpty() ? "[]" : "]");
  }
}
