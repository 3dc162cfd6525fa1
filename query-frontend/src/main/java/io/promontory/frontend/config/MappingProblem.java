package io.promontory.frontend.config;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.promontory.adapter.auth.Secret;
import io.promontory.rules.yaml.Position;
import io.promontory.rules.yaml.Suggestion;
import io.promontory.rules.yaml.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Says in the words of the file what Jackson could not map. */
final class MappingProblem {
  private MappingProblem() {}

  /** {@code line:column: what is wrong}. */
  static String of(JsonMappingException e, ConfigTree tree) {
    List<Object> path = new ArrayList<>();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.add(step.getFieldName() != null ? step.getFieldName() : (Object) step.getIndex());
    }
    Position position = tree.positionOf(path);
    return position + ": " + text(e, path, tree);
  }

  private static String text(JsonMappingException e, List<Object> path, ConfigTree tree) {
    Node node = tree.nodeAt(path);
    String found = node == null ? "nothing" : YamlText.describe(node);
    return switch (e) {
      case UnrecognizedPropertyException unknown -> unknownKey(unknown, path);
      case InvalidTypeIdException type -> unknownType(type, path);
      case MismatchedInputException mismatch ->
          written(path) + " must be " + wanted(mismatch.getTargetType()) + ", found " + found;
      default -> written(path) + ": " + e.getOriginalMessage();
    };
  }

  private static String unknownKey(UnrecognizedPropertyException e, List<Object> path) {
    List<String> known =
        e.getKnownPropertyIds() == null
            ? List.of()
            : e.getKnownPropertyIds().stream().map(String::valueOf).toList();
    return "unknown key \""
        + written(path)
        + "\""
        + Suggestion.sentence(e.getPropertyName(), known);
  }

  private static String unknownType(InvalidTypeIdException e, List<Object> path) {
    JavaType base = e.getBaseType();
    List<String> known =
        base != null && base.isTypeOrSubTypeOf(StoreConfig.class)
            ? List.of("prometheus", "grpc", "managed", "blocks")
            : List.of();
    return e.getTypeId() == null
        ? written(path) + " needs the key \"type\"" + Suggestion.sentence("", known)
        : "unknown type \""
            + e.getTypeId()
            + "\" of "
            + written(path)
            + Suggestion.sentence(e.getTypeId(), known);
  }

  private static String wanted(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type == Duration.class) {
      return "a duration such as 30s, 5m or 1h30m";
    }
    if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class || type == Secret.class) {
      return "a text";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (type.isAnnotationPresent(Section.class) || Map.class.isAssignableFrom(type)) {
      return "a mapping of keys";
    }
    return "a " + type.getSimpleName();
  }

  /** A path as people write it: {@code stores[0].url}. */
  static String written(List<?> path) {
    StringBuilder out = new StringBuilder();
    for (Object step : path) {
      if (step instanceof Integer index) {
        out.append('[').append(index).append(']');
      } else {
        out.append(out.isEmpty() ? "" : ".").append(step);
      }
    }
    return out.isEmpty() ? "the file" : out.toString();
  }
}
