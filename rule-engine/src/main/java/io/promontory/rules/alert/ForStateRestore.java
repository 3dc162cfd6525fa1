package io.promontory.rules.alert;

import io.promontory.rules.eval.RuleFailure;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the timers of alerts go on where an earlier run left them, as {@code ALERTS_FOR_STATE}
 * tells: what was down counts neither for nor against an alert, but one that was about to fire
 * waits for a grace period, in which data can come in.
 */
public final class ForStateRestore {
  /** How long a run may have been away. */
  public static final Duration OUTAGE_TOLERANCE = Duration.ofHours(1);

  /** What an alert waits at least, and how long a {@code for} must be to be restored. */
  public static final Duration GRACE = Duration.ofMinutes(10);

  private final Store store;
  private final Supplier<QueryContext> contexts;
  private final Duration tolerance;
  private final Duration grace;

  public ForStateRestore(Store store, Supplier<QueryContext> contexts) {
    this(store, contexts, OUTAGE_TOLERANCE, GRACE);
  }

  /** With periods other than the usual ones. */
  public ForStateRestore(
      Store store, Supplier<QueryContext> contexts, Duration tolerance, Duration grace) {
    this.store = store;
    this.contexts = contexts;
    this.tolerance = tolerance;
    this.grace = grace;
  }

  /** The last sample of a series. */
  private record Last(long atMs, double value) {}

  /**
   * Restores a rule, once; from then on it writes series.
   *
   * @throws RuleFailure if the store does not answer; the rule goes on without what was
   */
  public void restore(AlertingRule rule, Instant now) throws RuleFailure {
    if (rule.isRestored()) {
      return;
    }
    if (rule.holdFor().compareTo(grace) < 0) {
      rule.restore(alert -> alert);
      return;
    }
    Map<Labels, Last> known;
    try {
      known = lastSamples(rule, now);
    } catch (StoreException e) {
      rule.restore(alert -> alert);
      throw new RuleFailure("timers of \"" + rule.name() + "\" begin anew: " + e.describe(), e);
    }
    rule.restore(alert -> restored(alert, known.get(alert.labels()), rule.holdFor(), now));
  }

  private ActiveAlert restored(ActiveAlert alert, @Nullable Last last, Duration hold, Instant now) {
    if (last == null || StaleMarker.isStale(last.value())) {
      return alert;
    }
    Instant down = Instant.ofEpochSecond(Math.floorDiv(last.atMs(), 1000));
    Instant active = Instant.ofEpochSecond((long) last.value());
    Duration remaining = hold.minus(Duration.between(active, down));
    if (remaining.isNegative() || remaining.isZero()) {
      return alert.activeSince(active);
    }
    if (remaining.compareTo(grace) < 0) {
      return alert.activeSince(now.plus(grace).minus(hold));
    }
    return alert.activeSince(active.plus(Duration.between(down, now)));
  }

  private Map<Labels, Last> lastSamples(AlertingRule rule, Instant now) {
    long to = now.toEpochMilli();
    long from = to - tolerance.toMillis();
    Map<Labels, Last> found = new HashMap<>();
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns samples = new SampleColumns();
    SelectRequest request = SelectRequest.of(from, to, matchers(rule));
    try (SeriesSet series = store.select(request, contexts.get())) {
      for (Series next = series.next(); next != null; next = series.next()) {
        decoder.decode(next.chunks(), from, to, samples);
        if (samples.size > 0) {
          int i = samples.size - 1;
          found.put(
              next.labels().withoutMetricName(),
              new Last(samples.timestamps[i], samples.values[i]));
        }
      }
    }
    return found;
  }

  /** Labels with templates differ from alert to alert, so they are not asked for. */
  private static List<Matcher> matchers(AlertingRule rule) {
    Labels labels =
        new LabelsBuilder(rule.labels())
            .set(Labels.METRIC_NAME, AlertSeries.FOR_STATE)
            .set(AlertSeries.ALERT_NAME, rule.name())
            .build();
    List<Matcher> matchers = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.value(i).contains("{{")) {
        matchers.add(Matcher.equal(labels.name(i), labels.value(i)));
      }
    }
    return matchers;
  }
}
