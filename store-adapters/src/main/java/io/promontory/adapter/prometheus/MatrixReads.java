package io.promontory.adapter.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.StoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads matrices of floats from the JSON of the query API. */
final class MatrixReads {
  private static final String MATRIX = "matrix";

  private MatrixReads() {}

  /**
   * Adds the series of {@code data} to a table.
   *
   * @return true
   * @throws StoreException of kind UNSUPPORTED if there is a histogram, whose JSON lacks its schema
   */
  static Boolean into(StepTable table, String store, JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_OBJECT);
    @Nullable String type = null;
    boolean read = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "resultType" -> type = json.getText();
        case "result" -> {
          result(table, store, json);
          read = true;
        }
        default -> json.skipChildren();
      }
    }
    if (!read || !MATRIX.equals(type)) {
      throw new StoreException(
          store, StoreException.Kind.CORRUPT, "the answer is no matrix but " + type);
    }
    return true;
  }

  private static void result(StepTable table, String store, JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_OBJECT);
      StepTable.@Nullable Column column = null;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "metric" -> column = table.column(labels(json));
          case "values" -> {
            if (column == null) {
              throw new StoreException(
                  store, StoreException.Kind.CORRUPT, "values come before their metric");
            }
            values(column, json);
          }
          case "histograms" ->
              throw new StoreException(
                  store,
                  StoreException.Kind.UNSUPPORTED,
                  "the answer holds native histograms, which JSON does not carry whole");
          default -> json.skipChildren();
        }
      }
    }
  }

  private static Labels labels(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_OBJECT);
    LabelsBuilder labels = new LabelsBuilder();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      HttpApi.expect(json, JsonToken.VALUE_STRING);
      labels.set(name, json.getText());
    }
    return labels.build();
  }

  private static void values(StepTable.Column column, JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_ARRAY);
      json.nextToken();
      long time = JsonNumbers.millis(json);
      json.nextToken();
      double value = JsonNumbers.value(json);
      json.nextToken();
      HttpApi.expect(json, JsonToken.END_ARRAY);
      column.add(time, value);
    }
  }
}
