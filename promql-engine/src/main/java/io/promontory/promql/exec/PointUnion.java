package io.promontory.promql.exec;

import io.promontory.promql.value.PointSeries;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of delayed name removal: series that have become equal are one, unless they have a time
 * in common.
 */
final class PointUnion {
  private PointUnion() {}

  static List<PointSeries> unite(List<PointSeries> series) {
    Map<Labels, PointSeries> united = LinkedHashMap.newLinkedHashMap(series.size());
    for (PointSeries one : series) {
      united.merge(one.labels(), one, PointBatch::merge);
    }
    return united.size() == series.size() ? series : new ArrayList<>(united.values());
  }
}
