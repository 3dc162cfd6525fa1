package io.promontory.frontend.json;

import io.promontory.rules.backtest.BacktestReport;
import io.promontory.rules.backtest.Episode;
import io.promontory.rules.backtest.FiredBefore;
import io.promontory.rules.backtest.TestedRule;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.GoFloats;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a back-test found, as a tree. */
public final class BacktestJson {
  private BacktestJson() {}

  /** The report, without its warnings. */
  public static Map<String, Object> report(BacktestReport report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("from", ApiTimes.rfc3339(report.from()));
    tree.put("to", ApiTimes.rfc3339(report.to()));
    tree.put("rules", report.rules().stream().map(rule -> rule(rule, report.to())).toList());
    return tree;
  }

  private static Map<String, Object> rule(TestedRule rule, Instant end) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", rule.group().file());
    tree.put("group", rule.group().name());
    tree.put("name", rule.name());
    tree.put("query", rule.query());
    tree.put("evaluations", rule.evaluations());
    tree.put("failures", rule.failures());
    if (!rule.lastError().isEmpty()) {
      tree.put("lastError", rule.lastError());
    }
    tree.put("neverFired", rule.neverFired());
    tree.put("firingSeconds", firingSeconds(rule, end));
    tree.put("episodes", rule.episodes().stream().map(BacktestJson::episode).toList());
    tree.put("firedBefore", rule.before().stream().map(BacktestJson::before).toList());
    return tree;
  }

  private static double firingSeconds(TestedRule rule, Instant end) {
    return rule.episodes().stream()
            .mapToLong(
                episode -> {
                  Instant resolved = episode.resolvedAt();
                  return Duration.between(episode.firedAt(), resolved == null ? end : resolved)
                      .toMillis();
                })
            .sum()
        / 1000.0;
  }

  private static Map<String, @Nullable Object> episode(Episode episode) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("labels", episode.labels());
    tree.put("annotations", episode.annotations());
    tree.put("activeAt", ApiTimes.rfc3339(episode.activeAt()));
    tree.put("firedAt", ApiTimes.rfc3339(episode.firedAt()));
    Instant resolved = episode.resolvedAt();
    tree.put("resolvedAt", resolved == null ? null : ApiTimes.rfc3339(resolved));
    tree.put("value", GoFloats.general(episode.value()));
    return tree;
  }

  private static Map<String, Object> before(FiredBefore before) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("labels", before.labels());
    tree.put("from", ApiTimes.rfc3339(before.from()));
    tree.put("to", ApiTimes.rfc3339(before.to()));
    return tree;
  }
}
