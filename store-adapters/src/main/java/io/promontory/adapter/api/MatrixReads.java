package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.StoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads matrices of floats from the JSON of the query API. */
public final class MatrixReads {
  private static final String MATRIX = "matrix";

  private final String store;
  private final SeriesSink sink;
  private final SampleColumns samples = new SampleColumns();
  private long seriesCount;
  private long sampleCount;
  private long processed = -1;

  /** Takes one series after the other. */
  @FunctionalInterface
  public interface SeriesSink {
    /** Takes a series; the columns are used again for the next one. */
    void take(Labels labels, SampleColumns samples);
  }

  private MatrixReads(String store, SeriesSink sink) {
    this.store = store;
    this.sink = sink;
  }

  /**
   * Adds the series of {@code data} to a table.
   *
   * @throws StoreException of kind UNSUPPORTED if there is a histogram, whose JSON lacks its schema
   */
  public static MatrixSize into(StepTable table, String store, JsonParser json) throws IOException {
    return read(
        store,
        json,
        (labels, samples) -> {
          StepTable.Column column = table.column(labels);
          for (int i = 0; i < samples.size; i++) {
            column.add(samples.timestamps[i], samples.values[i]);
          }
        });
  }

  /**
   * Reads the series of {@code data}, as the server orders them.
   *
   * @throws StoreException of kind UNSUPPORTED if there is a histogram, whose JSON lacks its schema
   */
  public static MatrixSize read(String store, JsonParser json, SeriesSink sink) throws IOException {
    return new MatrixReads(store, sink).data(json);
  }

  private MatrixSize data(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_OBJECT);
    @Nullable String type = null;
    boolean read = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "resultType" -> type = json.getText();
        case "result" -> {
          result(json);
          read = true;
        }
        case "stats" -> stats(json);
        default -> json.skipChildren();
      }
    }
    if (!read || !MATRIX.equals(type)) {
      throw corrupt("the answer is no matrix but " + type);
    }
    return new MatrixSize(seriesCount, sampleCount, processed);
  }

  private void result(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_OBJECT);
      @Nullable Labels labels = null;
      samples.clear();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "metric" -> labels = labels(json);
          case "values" -> values(json);
          case "histograms" ->
              throw new StoreException(
                  store,
                  StoreException.Kind.UNSUPPORTED,
                  "the answer holds native histograms, which JSON does not carry whole");
          default -> json.skipChildren();
        }
      }
      if (labels == null) {
        throw corrupt("a series of the answer has no metric");
      }
      seriesCount += samples.size > 0 ? 1 : 0;
      sampleCount += samples.size;
      sink.take(labels, samples);
    }
  }

  /** The labels of a series; the parser stands on the start of its object. */
  static Labels labels(JsonParser json) throws IOException {
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

  private void values(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_ARRAY);
      json.nextToken();
      long time = JsonNumbers.millis(json);
      json.nextToken();
      double value = JsonNumbers.value(json);
      json.nextToken();
      HttpApi.expect(json, JsonToken.END_ARRAY);
      samples.add(time, value);
    }
  }

  /** {@code stats=all}: {@code {"samples": {"totalQueryableSamples": 5, ...}, ...}}. */
  private void stats(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      boolean ofSamples = json.currentName().equals("samples");
      json.nextToken();
      if (!ofSamples || json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        boolean total = json.currentName().equals("totalQueryableSamples");
        json.nextToken();
        if (total && json.currentToken().isNumeric()) {
          processed = json.getLongValue();
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private StoreException corrupt(String message) {
    return new StoreException(store, StoreException.Kind.CORRUPT, message);
  }
}
