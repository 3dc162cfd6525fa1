package io.promontory.frontend.federation.view;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.StoreInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One of the selects that together find all series of all replicas, each series once.
 *
 * <p>Series of one replica stay in order when its labels go, so each replica that is known from the
 * store's label sets has a slice of its own, as have the series without such labels. One slice more
 * has the rest: replicas that only the series tell of. In it any order is possible.
 *
 * @param matchers that narrow the select to this slice
 * @param carried replica labels on these series
 * @param name of the replica: the values of its labels
 * @param sorted whether the series stay in order; the name says nothing where not
 */
record ReplicaSlice(List<Matcher> matchers, List<String> carried, String name, boolean sorted) {
  private static final int MOST = 64;

  ReplicaSlice {
    matchers = List.copyOf(matchers);
    carried = List.copyOf(carried);
  }

  /**
   * The slices of a select.
   *
   * @param labels that tell replicas apart
   * @param asked matchers of the select
   */
  static List<ReplicaSlice> of(StoreInfo info, List<String> labels, List<Matcher> asked) {
    ReplicaSlice rest = new ReplicaSlice(List.of(), labels, "", false);
    List<Labels> known = info.labelSets().isEmpty() ? List.of(Labels.EMPTY) : info.labelSets();
    List<ReplicaSlice> slices = new ArrayList<>();
    split(known, labels, 0, asked, new Path(List.of(), List.of(), List.of()), slices);
    return slices.size() > MOST ? List.of(rest) : slices;
  }

  /** What is decided of a slice so far. */
  private record Path(List<Matcher> matchers, List<String> carried, List<String> values) {
    Path with(Matcher matcher, String value) {
      return new Path(
          plus(matchers, matcher),
          value.isEmpty() ? carried : plus(carried, matcher.name()),
          plus(values, value));
    }
  }

  private static void split(
      List<Labels> known,
      List<String> labels,
      int at,
      List<Matcher> asked,
      Path path,
      List<ReplicaSlice> slices) {
    if (at == labels.size()) {
      slices.add(new ReplicaSlice(path.matchers, path.carried, name(path.values), true));
      return;
    }
    String label = labels.get(at);
    List<Matcher> conditions = asked.stream().filter(m -> m.name().equals(label)).toList();
    TreeMap<String, List<Labels>> byValue = new TreeMap<>();
    for (Labels set : known) {
      byValue.computeIfAbsent(set.getOrEmpty(label), any -> new ArrayList<>()).add(set);
    }
    Consumer<String> one =
        value -> {
          List<Labels> sets = byValue.getOrDefault(value, List.of());
          if (!sets.isEmpty() && conditions.stream().allMatch(m -> m.matches(value))) {
            Path narrowed = path.with(Matcher.equal(label, value), value);
            split(sets, labels, at + 1, asked, narrowed, slices);
          }
        };
    Set<String> values = byValue.keySet();
    values.stream().filter(value -> !value.isEmpty()).forEach(one);
    if (conditions.stream().noneMatch(m -> isWithin(m, values))) {
      boolean isToldApart =
          values.stream().allMatch(v -> conditions.stream().anyMatch(m -> !m.matches(v)));
      slices.add(
          new ReplicaSlice(
              isToldApart ? path.matchers : plus(path.matchers, Matcher.noneOf(label, values)),
              labels,
              "",
              false));
    }
    one.accept("");
  }

  /** The name of a replica whose labels have these values; empty where it has none of them. */
  static String name(List<String> values) {
    return values.stream().allMatch(String::isEmpty) ? "" : String.join(",", values);
  }

  private static boolean isWithin(Matcher matcher, Collection<String> values) {
    List<String> wanted = matcher.setValues();
    return wanted != null && values.containsAll(wanted);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }
}
