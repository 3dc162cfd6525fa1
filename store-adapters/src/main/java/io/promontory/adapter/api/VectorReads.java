package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.StoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the floats of instant queries from the JSON of the query API. */
public final class VectorReads {
  private final String store;
  private final SampleSink sink;

  /** Takes one sample after the other. */
  @FunctionalInterface
  public interface SampleSink {
    /** Takes a sample; a scalar is one without labels. */
    void take(Labels labels, long timeMs, double value);
  }

  private VectorReads(String store, SampleSink sink) {
    this.store = store;
    this.sink = sink;
  }

  /**
   * Reads {@code data}, which is a vector or a scalar.
   *
   * @return the type of the result
   * @throws StoreException of kind UNSUPPORTED if it is neither, or if there is a histogram, whose
   *     JSON lacks its schema
   */
  public static String read(String store, JsonParser json, SampleSink sink) throws IOException {
    return new VectorReads(store, sink).data(json);
  }

  private String data(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_OBJECT);
    String type = "";
    boolean read = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "resultType" -> type = json.getText();
        case "result" -> {
          switch (type) {
            case "vector" -> vector(json);
            case "scalar" -> sample(json, Labels.EMPTY);
            default -> throw unsupported("the result is no vector or scalar but \"" + type + "\"");
          }
          read = true;
        }
        default -> json.skipChildren();
      }
    }
    if (!read) {
      throw new StoreException(store, StoreException.Kind.CORRUPT, "the answer has no result");
    }
    return type;
  }

  private void vector(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_OBJECT);
      @Nullable Labels labels = null;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "metric" -> labels = MatrixReads.labels(json);
          case "value" -> {
            if (labels == null) {
              throw new StoreException(
                  store, StoreException.Kind.CORRUPT, "a sample of the answer has no metric");
            }
            sample(json, labels);
          }
          case "histogram" ->
              throw unsupported(
                  "the answer holds native histograms, which JSON does not carry whole");
          default -> json.skipChildren();
        }
      }
    }
  }

  private void sample(JsonParser json, Labels labels) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    json.nextToken();
    long time = JsonNumbers.millis(json);
    json.nextToken();
    double value = JsonNumbers.value(json);
    json.nextToken();
    HttpApi.expect(json, JsonToken.END_ARRAY);
    sink.take(labels, time, value);
  }

  private StoreException unsupported(String message) {
    return new StoreException(store, StoreException.Kind.UNSUPPORTED, message);
  }
}
