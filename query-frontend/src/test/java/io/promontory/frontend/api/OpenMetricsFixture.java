package io.promontory.frontend.api;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.text.GoFloats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads samples in OpenMetrics text, as the golden data has them, into memory. */
final class OpenMetricsFixture {
  private final String line;
  private int at;

  private OpenMetricsFixture(String line) {
    this.line = line;
  }

  static MemoryStore load(Path file) throws IOException {
    MemoryStore store = new MemoryStore("data", Labels.EMPTY);
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        new OpenMetricsFixture(line).append(store);
      }
    }
    return store;
  }

  /**
   * Appends what a scrape of an exposition makes of it.
   *
   * @param target labels of the target; where a metric has them too, its own are exported ones
   * @param now ms
   */
  static void scrape(Path file, Labels target, long now, MemoryStore store) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        OpenMetricsFixture sample = new OpenMetricsFixture(line);
        Labels own = sample.labels();
        LabelsBuilder labels = new LabelsBuilder(target);
        for (int i = 0; i < own.size(); i++) {
          String name = own.name(i);
          boolean number = name.equals("le") || name.equals("quantile");
          labels.set(
              target.has(name) ? "exported_" + name : name,
              number ? GoFloats.openMetrics(value(own.value(i))) : own.value(i));
        }
        store.append(labels.build(), now, value(line.substring(sample.at).strip()));
      }
    }
  }

  private void append(MemoryStore store) {
    Labels labels = labels();
    String[] rest = line.substring(at).strip().split(" ");
    store.append(labels, Math.round(Double.parseDouble(rest[1]) * 1_000), value(rest[0]));
  }

  private static double value(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private Labels labels() {
    LabelsBuilder builder = new LabelsBuilder();
    int brace = line.indexOf('{');
    int blank = line.indexOf(' ');
    if (brace < 0 || brace > blank) {
      at = blank;
      return builder.set(Labels.METRIC_NAME, line.substring(0, blank)).build();
    }
    builder.set(Labels.METRIC_NAME, line.substring(0, brace));
    at = brace + 1;
    while (line.charAt(at) != '}') {
      String name = line.charAt(at) == '"' ? quoted() : upTo('=');
      if (line.charAt(at) == '=') {
        at++;
        builder.set(name, quoted());
      } else {
        builder.set(Labels.METRIC_NAME, name);
      }
      if (line.charAt(at) == ',') {
        at++;
      }
    }
    at++;
    return builder.build();
  }

  private String upTo(char end) {
    int start = at;
    at = line.indexOf(end, start);
    return line.substring(start, at);
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; line.charAt(at) != '"'; at++) {
      char c = line.charAt(at);
      if (c == '\\') {
        at++;
        c = line.charAt(at) == 'n' ? '\n' : line.charAt(at);
      }
      text.append(c);
    }
    at++;
    return text.toString();
  }
}
