package io.promontory.adapter.labels;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.labels.Utf8Order;
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
    Labels labels = dropped.isEmpty() ? series : series.without(dropped);
    for (int i = 0; i < added.size(); i++) {
      labels = with(labels, added.name(i), added.value(i));
    }
    return labels;
  }

  private static Labels with(Labels labels, String name, String value) {
    int at = 0;
    while (at < labels.size() && Utf8Order.INSTANCE.compare(labels.name(at), name) < 0) {
      at++;
    }
    if (at < labels.size() && labels.name(at).equals(name)) {
      return labels.value(at).equals(value)
          ? labels
          : new LabelsBuilder(labels).set(name, value).build();
    }
    String[] pairs = new String[2 * labels.size() + 2];
    int to = 0;
    for (int i = 0; i <= labels.size(); i++) {
      if (i == at) {
        pairs[to++] = name;
        pairs[to++] = value;
      }
      if (i < labels.size()) {
        pairs[to++] = labels.name(i);
        pairs[to++] = labels.value(i);
      }
    }
    return Labels.ofSorted(pairs);
  }
}
