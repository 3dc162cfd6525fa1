package io.promontory.adapter.labels;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import java.util.Arrays;
import java.util.List;

/**
 * What a read does to each series' labels: drops some, then sets others.
 *
 * @param dropped names to take off; they are not set either
 * @param added labels to put on, over those of the same name
 */
public record LabelOverlay(List<String> dropped, Labels added) {
  public LabelOverlay {
    dropped = List.copyOf(dropped);
  }

  /** Drops some names, and adds those external labels that are not among them. */
  public static LabelOverlay of(Labels external, List<String> dropped) {
    return new LabelOverlay(dropped, external.without(dropped));
  }

  /** Whether every series keeps its labels. */
  public boolean changesNothing() {
    return dropped.isEmpty() && added.isEmpty();
  }

  /** The labels that a series leaves the store with. */
  public Labels apply(Labels series) {
    Labels own = dropped.isEmpty() ? series : series.without(dropped);
    if (added.isEmpty()) {
      return own;
    }
    String[] pairs = new String[2 * (own.size() + added.size())];
    int to = 0;
    int next = 0;
    for (int i = 0; i < added.size(); i++) {
      String name = added.name(i);
      int order = -1;
      while (next < own.size() && order < 0) {
        order = Utf8Order.INSTANCE.compare(own.name(next), name);
        if (order < 0) {
          pairs[to++] = own.name(next);
          pairs[to++] = own.value(next++);
        }
      }
      next += order == 0 ? 1 : 0;
      pairs[to++] = name;
      pairs[to++] = added.value(i);
    }
    for (; next < own.size(); next++) {
      pairs[to++] = own.name(next);
      pairs[to++] = own.value(next);
    }
    return Labels.ofSorted(to == pairs.length ? pairs : Arrays.copyOf(pairs, to));
  }
}
