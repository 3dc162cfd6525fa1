package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.adapter.blocks.catalogue.CatalogueView;
import io.promontory.adapter.blocks.catalogue.SetAside;
import io.promontory.adapter.blocks.downsampled.BlockChoice;
import io.promontory.adapter.blocks.downsampled.ChosenBlock;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ExternalLabels;
import java.util.ArrayList;
import java.util.List;

/**
 * The blocks of a catalogue that may hold what is asked, told from what their meta.json says.
 *
 * @param blocks to read, and which times of each; of those that overlap the later one first
 * @param missing what may be missing from the answer: blocks that are not known yet or set aside
 */
public record Pruned(List<ChosenBlock> blocks, List<String> missing) {
  /**
   * @param minTime ms, inclusive
   * @param maxTime ms, inclusive
   * @param resolution ms between samples at most, where there is a choice; 0 for raw ones
   */
  public static Pruned of(
      CatalogueView view, long minTime, long maxTime, List<Matcher> matchers, long resolution) {
    List<CatalogueBlock> candidates = new ArrayList<>();
    for (CatalogueBlock block : view.blocks()) {
      if (minTime <= maxTime && mayHold(block.meta(), minTime, maxTime, matchers)) {
        candidates.add(block);
      }
    }
    List<String> missing = new ArrayList<>();
    String shortfall = view.shortfall();
    if (shortfall != null) {
      missing.add(shortfall);
    }
    for (SetAside ill : view.setAside()) {
      BlockMeta meta = ill.meta();
      if (meta == null || mayHold(meta, minTime, maxTime, matchers)) {
        missing.add("block " + ill.ulid() + " is set aside: " + ill.reason());
      }
    }
    List<ChosenBlock> chosen = BlockChoice.of(candidates, minTime, maxTime, resolution);
    return new Pruned(laterFirst(chosen), missing);
  }

  /**
   * Puts blocks that overlap behind each other the later one first, since of samples with equal
   * times the first one stays, and Prometheus mostly keeps that of the later block; what was
   * delivered late is in such a one.
   *
   * @param blocks sorted by their first time, then their name
   */
  private static List<ChosenBlock> laterFirst(List<ChosenBlock> blocks) {
    List<ChosenBlock> ordered = new ArrayList<>(blocks.size());
    long end = Long.MIN_VALUE;
    int first = 0;
    for (ChosenBlock block : blocks) {
      BlockMeta meta = block.block().meta();
      if (meta.minTime() >= end) {
        first = ordered.size();
      }
      ordered.add(first, block);
      end = Math.max(end, meta.maxTime());
    }
    return ordered;
  }

  /** The window before the first time may be wanted too. */
  private static boolean mayHold(
      BlockMeta meta, long minTime, long maxTime, List<Matcher> matchers) {
    return meta.overlaps(
            Math.max(minTime, Long.MIN_VALUE + meta.resolution()) - meta.resolution(), maxTime)
        && new ExternalLabels(meta.externalLabels()).decide(matchers) != null;
  }

  /** The matchers that are left for the series of a block. */
  public static List<Matcher> left(ChosenBlock chosen, List<Matcher> matchers) {
    List<Matcher> left =
        new ExternalLabels(chosen.block().meta().externalLabels()).decide(matchers);
    return left == null ? List.of() : left;
  }
}
