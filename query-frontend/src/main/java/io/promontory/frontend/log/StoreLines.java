package io.promontory.frontend.log;

import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreOutcome.Status;
import io.promontory.series.store.StoreStats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The stores of a query for its log line, each once: its worst status, what it sent in all. */
final class StoreLines {
  private StoreLines() {}

  static List<Map<String, Object>> of(List<StoreOutcome> outcomes) {
    Map<String, StoreOutcome> worst = new LinkedHashMap<>();
    Map<String, StoreStats> sums = new LinkedHashMap<>();
    for (StoreOutcome outcome : outcomes) {
      worst.merge(outcome.store(), outcome, (a, b) -> rank(b.status()) > rank(a.status()) ? b : a);
      sums.merge(outcome.store(), outcome.stats(), StoreLines::plus);
    }
    return worst.values().stream()
        .map(o -> line(o, sums.getOrDefault(o.store(), o.stats())))
        .toList();
  }

  private static int rank(Status status) {
    return switch (status) {
      case NOT_ASKED -> 0;
      case WHOLE -> 1;
      case PARTIAL -> 2;
      case FAILED -> 3;
    };
  }

  private static StoreStats plus(StoreStats a, StoreStats b) {
    return a.plus(b);
  }

  private static Map<String, Object> line(StoreOutcome outcome, StoreStats stats) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("store", outcome.store());
    line.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    if (!outcome.reason().isEmpty()) {
      line.put("reason", outcome.reason());
    }
    if (outcome.status() != Status.NOT_ASKED) {
      line.put("series", stats.series());
      line.put("bytes", stats.bytes());
    }
    return line;
  }
}
