package io.promontory.promql.exec;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.matcher.Matcher;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds labels of info series to the series they describe. */
final class InfoLabels {
  private final Set<String> wanted;
  private final boolean describedOnly;
  private final FirstError errors;

  InfoLabels(List<Matcher> data, FirstError errors) {
    this.wanted = data.stream().map(Matcher::name).collect(Collectors.toUnmodifiableSet());
    this.describedOnly = !data.stream().allMatch(Matcher::matchesEmpty);
    this.errors = errors;
  }

  /**
   * The labels of a series with those of the info series, which never replace its own; null where
   * the query only wants what is described and nothing describes this series. Info metrics that do
   * not agree about a label are an error.
   *
   * @param infos in the order of their metric names; null where a metric has no series
   * @param step where to note an error
   */
  @Nullable Labels add(Labels base, @Nullable EvaluatedSeries[] infos, int step) {
    TreeMap<String, String> added = new TreeMap<>();
    boolean described = false;
    for (EvaluatedSeries info : infos) {
      if (info != null) {
        described = true;
        collect(base, info.labels(), added, step);
      }
    }
    if (!described) {
      return describedOnly ? null : base;
    }
    LabelsBuilder all = new LabelsBuilder(base);
    added.forEach(all::set);
    return all.build();
  }

  private void collect(Labels base, Labels info, TreeMap<String, String> added, int step) {
    for (int i = 0; i < info.size(); i++) {
      String name = info.name(i);
      boolean asked = wanted.isEmpty() || wanted.contains(name);
      if (asked && !name.equals(Labels.METRIC_NAME) && !base.has(name)) {
        String other = added.put(name, info.value(i));
        if (other != null && !other.equals(info.value(i))) {
          errors.note(step, 1, "conflicting label: " + name);
        }
      }
    }
  }
}
