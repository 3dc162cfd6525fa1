package io.promontory.frontend.blocks;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Blocks of the same external labels and resolution: what should follow on one another in time.
 *
 * @param resolution ms between samples; 0 for raw ones
 * @param blocks by time
 * @param gaps times between blocks of which there is none
 * @param overlaps times of which there are several
 */
public record BlockRows(
    Labels labels, long resolution, List<BlockMeta> blocks, List<Span> gaps, List<Span> overlaps) {
  public BlockRows {
    blocks = List.copyOf(blocks);
    gaps = List.copyOf(gaps);
    overlaps = List.copyOf(overlaps);
  }

  /** A span of time, ms, the end exclusive. */
  public record Span(long fromMs, long toMs) {}

  private record Key(Labels labels, long resolution) {}

  /** Groups blocks, by labels and then resolution. */
  public static List<BlockRows> of(List<CatalogueBlock> blocks) {
    Map<Key, List<BlockMeta>> rows =
        new TreeMap<>(Comparator.comparing(Key::labels).thenComparingLong(Key::resolution));
    for (CatalogueBlock block : blocks) {
      BlockMeta meta = block.meta();
      rows.computeIfAbsent(
              new Key(meta.externalLabels(), meta.resolution()), any -> new ArrayList<>())
          .add(meta);
    }
    List<BlockRows> all = new ArrayList<>();
    rows.forEach((key, metas) -> all.add(of(key, metas)));
    return all;
  }

  private static BlockRows of(Key key, List<BlockMeta> metas) {
    List<BlockMeta> sorted =
        metas.stream().sorted(Comparator.comparingLong(BlockMeta::minTime)).toList();
    List<Span> gaps = new ArrayList<>();
    List<Span> overlaps = new ArrayList<>();
    long end = sorted.getFirst().minTime();
    for (BlockMeta meta : sorted) {
      if (meta.minTime() > end) {
        gaps.add(new Span(end, meta.minTime()));
      } else if (meta.minTime() < end) {
        overlaps.add(new Span(meta.minTime(), Math.min(end, meta.maxTime())));
      }
      end = Math.max(end, meta.maxTime());
    }
    return new BlockRows(key.labels, key.resolution, sorted, gaps, overlaps);
  }
}
