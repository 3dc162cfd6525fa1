package io.promontory.promql.exec;

import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What series of the two sides of a binary operation are matched by, and the labels of a result.
 */
final class MatchKeys {
  private final VectorMatching matching;
  private final Set<String> labels;
  private final Set<String> ignored;

  MatchKeys(VectorMatching matching) {
    this.matching = matching;
    this.labels = Set.copyOf(matching.labels());
    Set<String> withName = new HashSet<>(matching.labels());
    withName.add(Labels.METRIC_NAME);
    this.ignored = Set.copyOf(withName);
  }

  /** The labels that series must share; the metric name only where {@code on} lists it. */
  Labels of(Labels series) {
    return matching.on() ? series.keeping(labels) : series.without(ignored);
  }

  /**
   * The labels of a result.
   *
   * @param many labels of the "many" side, the left one where both are "one"
   * @param one labels of the other side
   * @param dropName true where the metric name goes
   */
  Labels result(Labels many, Labels one, boolean dropName) {
    Labels base = dropName ? NameDropping.drop(many) : many;
    if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
      base = matching.on() ? base.keeping(labels) : base.without(labels);
    }
    return include(base, one, matching.include());
  }

  private static Labels include(Labels base, Labels one, List<String> names) {
    if (names.isEmpty()) {
      return base;
    }
    LabelsBuilder builder = new LabelsBuilder(base);
    for (String name : names) {
      builder.set(name, one.getOrEmpty(name));
    }
    return builder.build();
  }
}
