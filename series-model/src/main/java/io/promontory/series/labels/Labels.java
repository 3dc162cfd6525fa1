package io.promontory.series.labels;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable label set: names with non-empty values, sorted by the unsigned UTF-8 bytes of the
 * name, no name twice.
 *
 * <p>Stored flat as {@code [name0, value0, name1, value1, ...]}. An empty value means "label
 * absent" in Prometheus' data model, so factories drop such pairs. The order of {@link #compareTo}
 * is Prometheus' own: pair by pair by name, then value, then length.
 */
public final class Labels implements Comparable<Labels> {
  /** The label that holds the metric name. */
  public static final String METRIC_NAME = "__name__";

  public static final Labels EMPTY = new Labels(new String[0]);

  private final String[] pairs;
  private int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /**
   * Builds a set from alternating names and values in any order.
   *
   * @throws IllegalArgumentException if the count is odd or a name occurs twice
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "labels need a value for every name, got " + namesAndValues.length + " strings");
    }
    LabelsBuilder builder = new LabelsBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (builder.get(namesAndValues[i]) != null) {
        throw new IllegalArgumentException("label \"" + namesAndValues[i] + "\" occurs twice");
      }
      builder.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  public static Labels of(Map<String, String> map) {
    LabelsBuilder builder = new LabelsBuilder();
    map.forEach(builder::set);
    return builder.build();
  }

  /**
   * Wraps pairs that the caller guarantees to be sorted, unique and without empty values; the array
   * must not be touched afterwards. Decoders use it where the source is checked to be in order.
   */
  public static Labels ofSorted(String[] sortedPairs) {
    return sortedPairs.length == 0 ? EMPTY : new Labels(sortedPairs);
  }

  public int size() {
    return pairs.length / 2;
  }

  public boolean isEmpty() {
    return pairs.length == 0;
  }

  public String name(int i) {
    return pairs[2 * i];
  }

  public String value(int i) {
    return pairs[2 * i + 1];
  }

  /** The value of a label, or null where the set has no such label. */
  public @Nullable String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  /** The value of a label as matchers see it: absent is the empty string. */
  public String getOrEmpty(String name) {
    String value = get(name);
    return value == null ? "" : value;
  }

  public String metricName() {
    return getOrEmpty(METRIC_NAME);
  }

  public boolean has(String name) {
    return get(name) != null;
  }

  /** Only the named labels. */
  public Labels keeping(Collection<String> names) {
    return filter(names::contains);
  }

  /** All but the named labels. */
  public Labels without(Collection<String> names) {
    return filter(name -> !names.contains(name));
  }

  public Labels withoutMetricName() {
    return has(METRIC_NAME) ? filter(name -> !name.equals(METRIC_NAME)) : this;
  }

  /** This set with one label set to a value; the empty value removes the label. */
  public Labels with(String name, String value) {
    return new LabelsBuilder(this).set(name, value).build();
  }

  private Labels filter(Predicate<String> keep) {
    String[] kept = new String[pairs.length];
    int n = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      if (keep.test(pairs[i])) {
        kept[n++] = pairs[i];
        kept[n++] = pairs[i + 1];
      }
    }
    return n == pairs.length ? this : ofSorted(Arrays.copyOf(kept, n));
  }

  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>(Utf8Order.INSTANCE);
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Override
  public int compareTo(Labels other) {
    int shared = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < shared; i++) {
      String a = pairs[i];
      String b = other.pairs[i];
      if (a != b) {
        int order = Utf8Order.INSTANCE.compare(a, b);
        if (order != 0) {
          return order;
        }
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Labels that
            && (hash == that.hash || hash == 0 || that.hash == 0)
            && Arrays.equals(pairs, that.pairs));
  }

  /** Cached; the benign race of two threads computing it writes the same int. */
  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = Arrays.hashCode(pairs);
    }
    return hash;
  }

  /**
   * Prometheus' text of a label set: {@code {a="b", c="d"}}; names outside the legacy charset are
   * quoted.
   */
  @Override
  public String toString() {
    return LabelsText.print(this);
  }
}
