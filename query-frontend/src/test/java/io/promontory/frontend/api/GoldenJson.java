package io.promontory.frontend.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares JSON as values; {@code "<volatile>"} stands for anything. */
final class GoldenJson {
  static final String VOLATILE = "<volatile>";

  static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final boolean anyOrder;

  GoldenJson(boolean anyOrder) {
    this.anyOrder = anyOrder;
  }

  /** The first difference, or nothing. */
  Optional<String> difference(String expected, String actual) {
    try {
      return difference("$", MAPPER.readTree(expected), MAPPER.readTree(actual));
    } catch (JsonProcessingException e) {
      return Optional.of("no JSON: " + e.getOriginalMessage());
    }
  }

  private Optional<String> difference(String path, JsonNode expected, JsonNode actual) {
    if (expected.isTextual() && expected.textValue().equals(VOLATILE)) {
      return Optional.empty();
    }
    if (expected.isNumber() && actual.isNumber()) {
      return expected.decimalValue().compareTo(actual.decimalValue()) == 0
          ? Optional.empty()
          : different(path, expected, actual);
    }
    if (expected.isObject() && actual.isObject()) {
      return objects(path, expected, actual);
    }
    if (expected.isArray() && actual.isArray()) {
      return anyOrder ? unordered(path, expected, actual) : ordered(path, expected, actual);
    }
    return expected.equals(actual) ? Optional.empty() : different(path, expected, actual);
  }

  private Optional<String> objects(String path, JsonNode expected, JsonNode actual) {
    for (Map.Entry<String, JsonNode> field : expected.properties()) {
      JsonNode other = actual.get(field.getKey());
      if (other == null) {
        return Optional.of(path + " lacks " + field.getKey());
      }
      Optional<String> found = difference(path + "." + field.getKey(), field.getValue(), other);
      if (found.isPresent()) {
        return found;
      }
    }
    // The accounts of stores are ours alone.
    int ours = path.equals("$.data.stats") && actual.has("stores") ? 1 : 0;
    return expected.size() + ours == actual.size()
        ? Optional.empty()
        : Optional.of(path + " has more keys: " + actual);
  }

  private Optional<String> ordered(String path, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return different(path, expected, actual);
    }
    for (int i = 0; i < expected.size(); i++) {
      Optional<String> found = difference(path + "[" + i + "]", expected.get(i), actual.get(i));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> unordered(String path, JsonNode expected, JsonNode actual) {
    if (expected.size() != actual.size()) {
      return different(path, expected, actual);
    }
    List<JsonNode> left = new ArrayList<>();
    actual.forEach(left::add);
    for (JsonNode wanted : expected) {
      Optional<JsonNode> match =
          left.stream().filter(node -> difference(path, wanted, node).isEmpty()).findFirst();
      if (match.isEmpty()) {
        return Optional.of(path + " lacks " + wanted + " among " + actual);
      }
      left.remove(match.get());
    }
    return Optional.empty();
  }

  private static Optional<String> different(String path, JsonNode expected, JsonNode actual) {
    return Optional.of(path + ": expected " + expected + " but was " + actual);
  }
}
