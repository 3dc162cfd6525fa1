package io.promontory.rules.backtest;

import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.text.GoStrings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds when alerts did fire, by the {@code ALERTS} series that rule engines write. */
final class PastAlerts {
  private final EngineVectorQuery engine;
  private final long intervalMs;

  PastAlerts(EngineVectorQuery engine, long intervalMs) {
    this.engine = engine;
    this.intervalMs = intervalMs;
  }

  /** The times between two slots, ms since the epoch, by when they began. */
  List<FiredBefore> of(String alert, long fromMs, long toMs) throws RuleFailure {
    String text = "ALERTS{alertname=%s, alertstate=\"firing\"}".formatted(GoStrings.quote(alert));
    List<FiredBefore> found = new ArrayList<>();
    Map<Labels, FiredBefore> open = new HashMap<>();
    long chunkMs = (RangeAnswers.SLOTS - 1) * intervalMs;
    for (long start = fromMs; start <= toMs; start += chunkMs + intervalMs) {
      long until = Math.min(toMs, start + chunkMs);
      QueryResult result = engine.run(Query.range(text, start, until, intervalMs));
      for (PointSeries series : ((QueryValue.Matrix) result.value()).series()) {
        Labels labels = told(series.labels());
        for (int i = 0; i < series.size(); i++) {
          Instant at = Instant.ofEpochMilli(series.timestampsMs()[i]);
          Instant next = at.plusMillis(intervalMs);
          FiredBefore before = open.get(labels);
          if (before == null || before.to().isBefore(at)) {
            open.put(labels, new FiredBefore(labels, at, next));
          } else {
            open.put(labels, new FiredBefore(labels, before.from(), next));
          }
          if (before != null && before.to().isBefore(at)) {
            found.add(before);
          }
        }
      }
    }
    Instant end = Instant.ofEpochMilli(toMs);
    for (FiredBefore last : open.values()) {
      found.add(last.to().isAfter(end) ? new FiredBefore(last.labels(), last.from(), end) : last);
    }
    found.sort(Comparator.comparing(FiredBefore::from).thenComparing(FiredBefore::labels));
    return found;
  }

  private static Labels told(Labels labels) {
    return new LabelsBuilder(labels)
        .remove(Labels.METRIC_NAME)
        .remove("alertname")
        .remove("alertstate")
        .build();
  }
}
