package io.promontory.adapter.blocks;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.adapter.blocks.catalogue.CatalogueView;
import io.promontory.adapter.blocks.catalogue.SetAside;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import io.promontory.series.store.StoreInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a store of blocks says of itself, from one view of its catalogue. While anything is unknown,
 * it promises nothing that could keep it from being asked.
 */
record KnownInfo(CatalogueView view, StoreInfo info) {
  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.SHARDING, Capability.WITHOUT_REPLICA_LABELS, Capability.HISTOGRAMS);

  static KnownInfo of(String name, CatalogueView view) {
    List<BlockMeta> metas = metas(view);
    if (metas == null || metas.isEmpty()) {
      return new KnownInfo(
          view, new StoreInfo(name, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, CAPABILITIES));
    }
    long minTime = Long.MAX_VALUE;
    long maxTime = Long.MIN_VALUE;
    Set<Labels> labelSets = new TreeSet<>();
    for (BlockMeta meta : metas) {
      minTime = Math.min(minTime, meta.minTime());
      maxTime = Math.max(maxTime, meta.maxTime() - 1);
      labelSets.add(meta.externalLabels());
    }
    // Series without external labels have none that could rule them out.
    List<Labels> announced = labelSets.contains(Labels.EMPTY) ? List.of() : List.copyOf(labelSets);
    return new KnownInfo(view, new StoreInfo(name, announced, minTime, maxTime, CAPABILITIES));
  }

  /** Of all blocks, or null if there may be blocks of which nothing is known. */
  private static @Nullable List<BlockMeta> metas(CatalogueView view) {
    List<BlockMeta> metas = new ArrayList<>();
    for (SetAside ill : view.setAside()) {
      BlockMeta meta = ill.meta();
      if (meta == null) {
        return null;
      }
      metas.add(meta);
    }
    for (CatalogueBlock block : view.blocks()) {
      metas.add(block.meta());
    }
    return view.complete() ? metas : null;
  }
}
