package io.promontory.adapter.blocks.downsampled;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.objectstore.block.Ulid;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses among blocks of several resolutions. Blocks with the same external labels are copies of
 * one history: each time is read at one resolution. That is the coarsest which the request allows;
 * where it is missing, finer ones; and coarser ones than allowed only where nothing else is. All
 * blocks of the resolution chosen for a time are read. Raw blocks with data that no downsampled one
 * was made from, as those of an import, are read besides and stand for nothing else.
 */
public final class BlockChoice {
  private BlockChoice() {}

  /**
   * Chooses what to read.
   *
   * @param candidates all blocks that overlap the time; for what a selector sees at its first step,
   *     also those that end up to an hour before it
   * @param minTime ms, inclusive
   * @param maxTime ms, inclusive
   * @param maxResolutionMs ms between samples at most, as far as there is a choice; 0 for raw ones
   * @return in the order of the candidates; blocks that are not needed are left out
   */
  public static List<ChosenBlock> of(
      List<CatalogueBlock> candidates, long minTime, long maxTime, long maxResolutionMs) {
    if (candidates.size() == 1 && candidates.getFirst().meta().resolution() == 0) {
      return ofRaw(candidates.getFirst(), minTime, maxTime);
    }
    Map<Labels, List<CatalogueBlock>> histories = new LinkedHashMap<>();
    for (CatalogueBlock block : candidates) {
      if (block.meta().maxTime() > block.meta().minTime()) {
        histories
            .computeIfAbsent(block.meta().externalLabels(), labels -> new ArrayList<>())
            .add(block);
      }
    }
    Set<Ulid> apart = new HashSet<>();
    histories.values().forEach(blocks -> takeApart(blocks, apart));
    Map<Labels, Map<Long, SpanSet>> taken = new LinkedHashMap<>();
    histories.forEach(
        (labels, blocks) ->
            taken.put(labels, new Levels(blocks, minTime, maxTime).choose(maxResolutionMs)));
    List<ChosenBlock> chosen = new ArrayList<>();
    for (CatalogueBlock block : candidates) {
      if (apart.contains(block.ulid())) {
        chosen.addAll(ofRaw(block, minTime, maxTime));
        continue;
      }
      Map<Long, SpanSet> levels = taken.get(block.meta().externalLabels());
      if (levels != null && block.meta().maxTime() > block.meta().minTime()) {
        List<Span> spans = spans(block, levels, minTime, maxTime);
        if (!spans.isEmpty()) {
          chosen.add(new ChosenBlock(block, spans));
        }
      }
    }
    return chosen;
  }

  /** Takes raw blocks out of a history that its downsampled ones have no source in common with. */
  private static void takeApart(List<CatalogueBlock> history, Set<Ulid> apart) {
    Set<Ulid> downsampled = new HashSet<>();
    for (CatalogueBlock block : history) {
      List<Ulid> sources = block.meta().compaction().sources();
      if (sources.isEmpty()) {
        return;
      }
      if (block.meta().resolution() > 0) {
        downsampled.addAll(sources);
      }
    }
    if (downsampled.isEmpty()) {
      return;
    }
    history.removeIf(
        block -> {
          boolean isApart =
              block.meta().resolution() == 0
                  && Collections.disjoint(block.meta().compaction().sources(), downsampled);
          return isApart && apart.add(block.ulid());
        });
  }

  /** Of a raw block alone there is nothing to choose. */
  private static List<ChosenBlock> ofRaw(CatalogueBlock block, long minTime, long maxTime) {
    long from = Math.max(minTime, block.meta().minTime());
    long to = Math.min(maxTime, block.meta().maxTime() - 1);
    return from <= to ? List.of(new ChosenBlock(block, List.of(new Span(from, to)))) : List.of();
  }

  /**
   * The window before the first time is wanted too if that time is read from windows: it is what an
   * instant selector sees until the next one ends.
   */
  private static List<Span> spans(
      CatalogueBlock block, Map<Long, SpanSet> levels, long minTime, long maxTime) {
    long resolution = block.meta().resolution();
    SpanSet level = levels.getOrDefault(resolution, SpanSet.EMPTY);
    boolean begun = !level.within(minTime, minTime).isEmpty();
    long from = begun ? Math.max(minTime, Long.MIN_VALUE + resolution) - resolution : minTime;
    return level
        .within(block.meta().minTime(), block.meta().maxTime() - 1)
        .within(from, maxTime)
        .spans();
  }

  /** The resolutions there are, in order of preference. */
  static List<Long> order(List<CatalogueBlock> blocks, long maxResolutionMs) {
    return blocks.stream()
        .map(block -> block.meta().resolution())
        .distinct()
        .sorted(
            Comparator.comparing((Long resolution) -> resolution > maxResolutionMs)
                .thenComparing(
                    resolution -> resolution > maxResolutionMs ? resolution : -resolution))
        .toList();
  }
}
