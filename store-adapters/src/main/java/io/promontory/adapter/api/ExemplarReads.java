package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarUnion;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Exemplars, by the HTTP API: an expression that holds all selectors asks for them at once. */
public final class ExemplarReads {
  private final String store;
  private final HttpApi api;
  private final ExternalLabels external;

  public ExemplarReads(String store, HttpApi api, Labels external) {
    this.store = store;
    this.api = api;
    this.external = new ExternalLabels(external);
  }

  public Listed<SeriesExemplars> read(ExemplarsRequest request, QueryContext context) {
    List<String> selectors = new ArrayList<>();
    for (List<Matcher> selector : request.selectors()) {
      List<Matcher> own = external.decide(selector);
      if (own != null) {
        selectors.add(FormParams.selector(PortableMatchers.of(own)));
      }
    }
    if (selectors.isEmpty()) {
      return new Listed<>(List.of(), Completeness.of(StoreOutcome.whole(store, StoreStats.ZERO)));
    }
    FormParams params =
        new FormParams()
            .add("query", String.join(" or ", selectors))
            .addRange(request.minTime(), request.maxTime());
    HttpApi.Result<List<SeriesExemplars>> found =
        api.post("/api/v1/query_exemplars", params, context, ExemplarReads::series);
    ExemplarUnion union = new ExemplarUnion();
    for (SeriesExemplars one : found.data()) {
      union.add(external.addTo(one.labels()), one.exemplars());
    }
    List<SeriesExemplars> all = union.result();
    return new Listed<>(all, found.completeness(new StoreStats(all.size(), 0, 0)));
  }

  private static List<SeriesExemplars> series(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    List<SeriesExemplars> all = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_OBJECT);
      Labels labels = Labels.EMPTY;
      List<Exemplar> exemplars = List.of();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "seriesLabels" -> labels = labels(json);
          case "exemplars" -> exemplars = exemplars(json);
          default -> json.skipChildren();
        }
      }
      all.add(new SeriesExemplars(labels, exemplars));
    }
    return all;
  }

  private static List<Exemplar> exemplars(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.START_ARRAY);
    List<Exemplar> exemplars = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      HttpApi.expect(json, JsonToken.START_OBJECT);
      Labels labels = Labels.EMPTY;
      double value = 0;
      long timestamp = 0;
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "labels" -> labels = labels(json);
          case "value" -> value = value(json);
          case "timestamp" -> timestamp = json.getDecimalValue().movePointRight(3).longValue();
          default -> json.skipChildren();
        }
      }
      exemplars.add(new Exemplar(labels, value, timestamp));
    }
    return exemplars;
  }

  private static double value(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.VALUE_STRING);
    try {
      return GoNumbers.parseFloat(json.getText());
    } catch (TextFormatException e) {
      throw new JsonParseException(json, e.getMessage());
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
}
