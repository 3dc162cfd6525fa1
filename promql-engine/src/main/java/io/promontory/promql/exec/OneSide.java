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

    /** Steps at which there is a series; null while no more than one is known. */
    private boolean @Nullable [] union;

    /** Steps at which there is a series; only read. */
    boolean[] present(int steps) {
      if (union != null) {
        return union;
      }
      return series.isEmpty() ? new boolean[steps] : series.getFirst().column().present;
    }

    private Labels firstAt(int step) {
      for (EvaluatedSeries one : series) {
        if (one.column().present[step]) {
          return one.labels();
        }
      }
      throw new IllegalStateException("no series at step " + step);
    }
  }

  private final List<EvaluatedSeries> series;
  private final Map<Labels, Matches> byKey = new HashMap<>();
  private final @Nullable Conflict[] conflicts;
  private boolean unique = true;

  /**
   * @param checkpoint called for each series
   */
  OneSide(List<EvaluatedSeries> series, MatchKeys keys, int steps, Runnable checkpoint) {
    this.series = series;
    conflicts = new Conflict[steps];
    for (EvaluatedSeries one : series) {
      checkpoint.run();
      Labels key = keys.of(one.labels());
      Matches matches = byKey.computeIfAbsent(key, k -> new Matches());
      if (!matches.series.isEmpty()) {
        noteConflicts(key, one, matches);
      }
      matches.series.add(one);
    }
  }

  /** However many series a key has, each is looked at once. */
  private void noteConflicts(Labels key, EvaluatedSeries later, Matches earlier) {
    boolean[] present = later.column().present;
    boolean[] union = earlier.union;
    if (union == null) {
      union = earlier.present(conflicts.length).clone();
      earlier.union = union;
    }
    for (int step = 0; step < conflicts.length; step++) {
      if (present[step] && union[step] && conflicts[step] == null) {
        conflicts[step] = new Conflict(key, later.labels(), earlier.firstAt(step));
        unique = false;
      }
      union[step] |= present[step];
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

  /** True where no step has a conflict. */
  boolean isUnique() {
    return unique;
  }

  @Nullable Conflict conflict(int step) {
    return conflicts[step];
  }
}
