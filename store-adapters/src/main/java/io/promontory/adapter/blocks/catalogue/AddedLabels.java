package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ExternalLabels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Adds a store's external labels to those of its blocks. */
final class AddedLabels {
  private static final ThanosMeta NO_LABELS = ThanosMeta.of(Labels.EMPTY, "");

  private final ExternalLabels added;
  private final Map<Labels, Labels> sums = new ConcurrentHashMap<>();

  AddedLabels(Labels added) {
    this.added = new ExternalLabels(added);
  }

  BlockMeta addTo(BlockMeta meta) {
    if (added.labels().isEmpty()) {
      return meta;
    }
    ThanosMeta own = meta.thanos();
    ThanosMeta base = own == null ? NO_LABELS : own;
    return meta.withThanos(
        new ThanosMeta(
            sums.computeIfAbsent(base.labels(), added::addTo),
            base.resolution(),
            base.source(),
            base.segmentFiles(),
            base.files(),
            base.rewrites(),
            base.mostSeriesBytes(),
            base.mostChunkBytes(),
            base.uploadTime()));
  }
}
