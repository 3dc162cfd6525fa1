package io.promontory.promql.exec;

import io.promontory.series.labels.Labels;
import java.util.Arrays;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which group of an aggregation a series belongs to, found without making label sets. Used by one
 * thread.
 */
final class Grouping {
  private final String[] names;
  private final boolean without;

  /** Names by the place where they were met last, for series mostly share theirs; and if so. */
  private @Nullable String[] met = new String[16];

  private boolean[] metCounts = new boolean[16];

  /**
   * Names the grouping.
   *
   * @param without true where all labels but these and the metric name count
   */
  Grouping(Iterable<String> names, boolean without) {
    HashSet<String> set = new HashSet<>();
    names.forEach(set::add);
    if (without) {
      set.add(Labels.METRIC_NAME);
    }
    this.names = set.toArray(String[]::new);
    this.without = without;
  }

  /** Whether the name at a place among the labels of a series counts. */
  @SuppressWarnings("ReferenceEquality")
  private boolean counts(String name, int place) {
    if (place >= met.length) {
      met = Arrays.copyOf(met, 2 * place);
      metCounts = Arrays.copyOf(metCounts, 2 * place);
    }
    if (met[place] != name) {
      met[place] = name;
      metCounts[place] = counts(name);
    }
    return metCounts[place];
  }

  private boolean counts(String name) {
    for (String listed : names) {
      if (listed.equals(name)) {
        return !without;
      }
    }
    return without;
  }

  int hash(Labels labels) {
    int hash = 1;
    if (without || names.length > 0) {
      for (int i = 0; i < labels.size(); i++) {
        if (counts(labels.name(i), i)) {
          hash = 31 * (31 * hash + labels.name(i).hashCode()) + labels.value(i).hashCode();
        }
      }
    }
    return hash;
  }

  /** True where the series belongs to the group with these labels. */
  boolean matches(Labels series, Labels group) {
    if (!without && names.length == 0) {
      return true;
    }
    int at = 0;
    for (int i = 0; i < series.size(); i++) {
      if (counts(series.name(i), i)) {
        if (at == group.size()
            || !group.name(at).equals(series.name(i))
            || !group.value(at).equals(series.value(i))) {
          return false;
        }
        at++;
      }
    }
    return at == group.size();
  }

  /** The labels of the group. */
  Labels group(Labels series) {
    if (!without && names.length == 0) {
      return Labels.EMPTY;
    }
    String[] pairs = new String[series.size() * 2];
    int n = 0;
    for (int i = 0; i < series.size(); i++) {
      if (counts(series.name(i), i)) {
        pairs[n++] = series.name(i);
        pairs[n++] = series.value(i);
      }
    }
    return Labels.ofSorted(Arrays.copyOf(pairs, n));
  }
}
