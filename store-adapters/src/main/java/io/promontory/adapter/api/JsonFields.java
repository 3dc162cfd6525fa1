package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.TextFormatException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the small objects of the JSON API, those of rules and targets. A field that is missing is
 * the empty one of its kind; a field of another kind than ours breaks the answer.
 */
public final class JsonFields {
  /** Go's zero time, which the API prints where something has not happened yet. */
  public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final ObjectReader TREES = JsonMapper.builder().build().reader();

  private JsonFields() {}

  /** The value at which the parser stands. */
  public static JsonNode tree(JsonParser json) throws IOException {
    return TREES.readTree(json);
  }

  public static String text(JsonNode object, String field) throws IOException {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw unexpected(field, "a string", value);
    }
    return value.textValue();
  }

  public static double number(JsonNode object, String field) throws IOException {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    if (!value.isNumber()) {
      throw unexpected(field, "a number", value);
    }
    return value.doubleValue();
  }

  /** The time, or null where there is none. */
  public static @Nullable Instant time(JsonNode object, String field) throws IOException {
    String text = text(object, field);
    try {
      return text.isEmpty() ? null : ApiTimes.parse(text);
    } catch (TextFormatException e) {
      throw unexpected(field, "a time", object.path(field));
    }
  }

  public static Instant timeOrNever(JsonNode object, String field) throws IOException {
    Instant time = time(object, field);
    return time == null ? NEVER : time;
  }

  public static Labels labels(JsonNode object, String field) throws IOException {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Labels.EMPTY;
    }
    if (!value.isObject()) {
      throw unexpected(field, "an object", value);
    }
    LabelsBuilder labels = new LabelsBuilder();
    for (var label : value.properties()) {
      labels.set(label.getKey(), text(value, label.getKey()));
    }
    return labels.build();
  }

  /** The objects of a list. */
  public static List<JsonNode> objects(JsonNode object, String field) throws IOException {
    JsonNode value = object.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw unexpected(field, "a list", value);
    }
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode one : value) {
      if (!one.isObject()) {
        throw unexpected(field, "a list of objects", one);
      }
      objects.add(one);
    }
    return objects;
  }

  private static JsonProcessingException unexpected(String field, String wanted, JsonNode value) {
    return new UnexpectedFieldException(
        "\"" + field + "\" is not " + wanted + " but " + value.getNodeType());
  }

  private static final class UnexpectedFieldException extends JsonProcessingException {
    private static final long serialVersionUID = 1L;

    UnexpectedFieldException(String message) {
      super(message);
    }
  }
}
