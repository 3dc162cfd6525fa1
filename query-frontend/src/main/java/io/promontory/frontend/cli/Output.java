package io.promontory.frontend.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.labels.Labels;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How an answer is shown; the names are the words of {@code --output}. */
enum Output {
  table {
    @Override
    void print(JsonNode answer, PrintWriter out) {
      TableOutput.print(rows(answer.path("data")), out);
    }
  },
  json {
    @Override
    void print(JsonNode answer, PrintWriter out) {
      out.println(answer);
    }
  },
  csv {
    @Override
    void print(JsonNode answer, PrintWriter out) {
      printCsv(rows(answer.path("data")), out);
    }
  };

  abstract void print(JsonNode answer, PrintWriter out);

  static void printCsv(List<List<String>> rows, PrintWriter out) {
    for (List<String> row : rows) {
      out.println(String.join(",", row.stream().map(Output::quoted).toList()));
    }
  }

  /** The answer as rows, the first with the names of the columns. */
  static List<List<String>> rows(JsonNode data) {
    List<List<String>> rows = new ArrayList<>();
    if (data.isArray()) {
      rows.add(List.of(data.path(0).isObject() ? "series" : "name"));
      data.forEach(e -> rows.add(List.of(e.isObject() ? labels(e) : e.asText())));
      return rows;
    }
    JsonNode result = data.path("result");
    String type = data.path("resultType").asText();
    if (type.equals("scalar") || type.equals("string")) {
      rows.add(List.of("time", "value"));
      rows.add(point(result));
      return rows;
    }
    rows.add(List.of("series", "time", "value"));
    for (JsonNode series : result) {
      String labels = labels(series.path("metric"));
      if (series.has("value")) {
        rows.add(row(labels, series.path("value")));
      }
      series.path("values").forEach(value -> rows.add(row(labels, value)));
      if (series.has("histogram")) {
        rows.add(row(labels, series.path("histogram")));
      }
      series.path("histograms").forEach(value -> rows.add(row(labels, value)));
    }
    return rows;
  }

  private static List<String> row(String labels, JsonNode point) {
    List<String> row = new ArrayList<>();
    row.add(labels);
    row.addAll(point(point));
    return row;
  }

  private static List<String> point(JsonNode point) {
    BigDecimal seconds = point.path(0).decimalValue();
    JsonNode value = point.path(1);
    return List.of(
        Instant.ofEpochMilli(seconds.movePointRight(3).longValue()).toString(),
        value.isTextual() ? value.asText() : value.toString());
  }

  private static String labels(JsonNode metric) {
    TreeMap<String, String> map = new TreeMap<>();
    metric.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    Labels labels = Labels.of(map);
    String rest = labels.withoutMetricName().toString();
    return rest.equals("{}") && !labels.metricName().isEmpty()
        ? labels.metricName()
        : labels.metricName() + rest;
  }

  /** A field of RFC 4180. */
  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
  }
}
