package io.promontory.promql.exec;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The "one" side of a join, held and indexed by match key, with the first conflict of each step.
 */
final class OneSide {
  /** Two series of one key at one step. */
  record Conflict(Labels key, Labels later, Labels earlier) {}

  /** The series of one key. */
  static final class Matches {
    final List<EvaluatedSeries> series = new ArrayList<>(1);

    /**
     * Steps at which a series of the "many" side has matched; only kept where that may happen once,
     * and where sides are filled.
     */
    boolean @Nullable [] matched;

    /** Steps at which there is a series. */
    boolean[] present(int steps) {
      boolean[] present = new boolean[steps];
      series.forEach(one -> Filler.mark(present, one.column()));
      return present;
    }
  }

  private final List<EvaluatedSeries> series;
  private final Map<Labels, Matches> byKey = new HashMap<>();
  private final @Nullable Conflict[] conflicts;

  OneSide(List<EvaluatedSeries> series, MatchKeys keys, int steps) {
    this.series = series;
    conflicts = new Conflict[steps];
    for (EvaluatedSeries one : series) {
      Labels key = keys.of(one.labels());
      Matches matches = byKey.computeIfAbsent(key, k -> new Matches());
      for (EvaluatedSeries other : matches.series) {
        noteConflicts(key, one, other);
      }
      matches.series.add(one);
    }
  }

  private void noteConflicts(Labels key, EvaluatedSeries later, EvaluatedSeries earlier) {
    for (int step = 0; step < conflicts.length; step++) {
      if (conflicts[step] == null
          && later.column().present[step]
          && earlier.column().present[step]) {
        conflicts[step] = new Conflict(key, later.labels(), earlier.labels());
      }
    }
  }

  @Nullable Matches of(Labels key) {
    return byKey.get(key);
  }

  /** As {@link #of}, without series where there are none. */
  Matches ofOrNew(Labels key) {
    return byKey.computeIfAbsent(key, k -> new Matches());
  }

  /** All series, in their order. */
  List<EvaluatedSeries> series() {
    return series;
  }

  @Nullable Conflict conflict(int step) {
    return conflicts[step];
  }
}
