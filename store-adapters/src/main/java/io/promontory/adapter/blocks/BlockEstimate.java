package io.promontory.adapter.blocks;

import io.promontory.adapter.blocks.downsampled.ChosenBlock;
import io.promontory.adapter.blocks.downsampled.Span;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.adapter.blocks.header.HeaderLease;
import io.promontory.adapter.blocks.select.Pruned;
import io.promontory.objectstore.block.index.PostingsRange;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Density;
import io.promontory.series.store.SelectRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a select would find, from the headers of indexes that are open anyway: the shortest of
 * the posting lists of its equality matchers tells how many series a block has at most, the block's
 * meta.json how many samples a series has on average.
 */
final class BlockEstimate {
  /** Of each history the most that one of its blocks has; histories differ in external labels. */
  private final Map<Labels, Double> series = new HashMap<>();

  private double samples;

  private BlockEstimate() {}

  /**
   * Estimates; asks no bucket.
   *
   * @return null where the headers are not open, or no matcher says what a value is equal to
   */
  static @Nullable Density of(Pruned pruned, SelectRequest request, HeaderFiles headers) {
    BlockEstimate estimate = new BlockEstimate();
    for (ChosenBlock block : pruned.blocks()) {
      try (HeaderLease header = headers.openedBefore(block.block().ulid())) {
        if (header == null
            || !estimate.add(block, Pruned.left(block, request.matchers()), header)) {
          return null;
        }
      }
    }
    double ms = Math.max(1, (double) request.maxTime() - request.minTime());
    double series = estimate.series.values().stream().mapToDouble(Double::doubleValue).sum();
    double interval = estimate.samples == 0 ? ms : series * ms / estimate.samples;
    return new Density(series, Math.max(interval, 1e-3), true);
  }

  /** Adds a block; false where nothing can be told of it. */
  private boolean add(ChosenBlock block, List<Matcher> matchers, HeaderLease header) {
    double found = Double.POSITIVE_INFINITY;
    for (Matcher matcher : matchers) {
      if (matcher.type() == Matcher.Type.EQ && !matcher.matchesEmpty()) {
        PostingsRange list = header.header().postings().find(matcher.name(), matcher.value());
        found = Math.min(found, list == null ? 0 : list.series());
      }
    }
    BlockMeta meta = block.block().meta();
    BlockStats stats = meta.stats();
    if (Double.isInfinite(found) || stats.series() == 0) {
      return false;
    }
    double all = Math.max(1, (double) meta.maxTime() - meta.minTime());
    double share = 0;
    for (Span span : block.spans()) {
      double from = Math.max(span.from(), meta.minTime());
      double to = Math.min(span.to(), meta.maxTime());
      share += Math.max(0, to - from) / all;
    }
    series.merge(meta.externalLabels(), found, Math::max);
    samples += found * stats.samples() / stats.series() * Math.min(1, share);
    return true;
  }
}
