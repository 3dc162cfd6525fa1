package io.promontory.promql.function;

import io.promontory.promql.annotation.AnnotationTexts;
import io.promontory.series.labels.Labels;

/** Doubts that a series is a counter, for {@code rate} and {@code increase}. */
final class CounterName {
  private CounterName() {}

  /** Notes it where neither name nor type say that a series is a counter. */
  static void check(Labels labels, CallSite site) {
    String name = labels.metricName();
    if (name.isEmpty()) {
      return;
    }
    if (site.flags().typeAndUnitLabels()) {
      String type = labels.getOrEmpty("__type__");
      if (!type.equals("counter") && !type.equals("histogram")) {
        site.annotations()
            .info(AnnotationTexts.possibleNonCounterType(name, type), site.argument(0));
      }
    } else if (!name.endsWith("_total")
        && !name.endsWith("_sum")
        && !name.endsWith("_count")
        && !name.endsWith("_bucket")) {
      site.annotations().info(AnnotationTexts.possibleNonCounter(name), site.argument(0));
    }
  }
}
