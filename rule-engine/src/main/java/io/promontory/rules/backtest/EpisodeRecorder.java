package io.promontory.rules.backtest;

import io.promontory.rules.alert.ActiveAlert;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes when alerts of one rule begin and cease to fire. */
final class EpisodeRecorder implements AlertListener {
  private final Instant from;
  private final int most;
  private final Map<Labels, Episode> firing = new HashMap<>();
  private final List<Episode> ended = new ArrayList<>();
  private Set<Labels> pending = new HashSet<>();
  private long neverFired;
  private long dropped;

  /**
   * @param from what ends before that is not told of
   * @param most episodes that are kept
   */
  EpisodeRecorder(Instant from, int most) {
    this.from = from;
    this.most = most;
  }

  @Override
  public void evaluated(AlertingRule rule, Instant slot, Duration interval) {
    Set<Labels> stillPending = new HashSet<>();
    Set<Labels> stillFiring = new HashSet<>();
    for (ActiveAlert alert : rule.active()) {
      if (alert.state() == AlertState.FIRING) {
        stillFiring.add(alert.labels());
        firing.computeIfAbsent(alert.labels(), labels -> begun(alert, slot));
      } else {
        stillPending.add(alert.labels());
      }
    }
    if (!slot.isBefore(from)) {
      neverFired +=
          pending.stream()
              .filter(labels -> !stillPending.contains(labels) && !stillFiring.contains(labels))
              .count();
    }
    pending = stillPending;
    firing
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = !stillFiring.contains(entry.getKey());
              if (over && slot.isAfter(from)) {
                end(entry.getValue().resolved(slot));
              }
              return over;
            });
  }

  private static Episode begun(ActiveAlert alert, Instant slot) {
    Instant fired = alert.firedAt() == null ? slot : alert.firedAt();
    return new Episode(
        alert.labels(), alert.annotations(), alert.activeAt(), fired, null, alert.value());
  }

  private void end(Episode episode) {
    if (ended.size() + firing.size() < most) {
      ended.add(episode);
    } else {
      dropped++;
    }
  }

  /** All of them, those that fire still too, by the time at which they fired. */
  List<Episode> episodes() {
    List<Episode> all = new ArrayList<>(ended);
    all.addAll(firing.values());
    all.sort(Comparator.comparing(Episode::firedAt).thenComparing(Episode::labels));
    return all;
  }

  long neverFired() {
    return neverFired;
  }

  /** Episodes that are not kept, as there are too many. */
  long dropped() {
    return dropped;
  }
}
