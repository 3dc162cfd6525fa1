package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds blocks whose data is in another one too: a block of the same external labels and resolution
 * that spans their time and was made from all their sources. Of two with the same sources the newer
 * one stays, as rewriting a block makes one like that.
 */
final class Superseded {
  /** Blocks that can stand for each other. */
  private record Group(Labels labels, long resolution) {}

  private static final Comparator<BlockMeta> WIDEST_FIRST =
      Comparator.comparingLong(BlockMeta::minTime)
          .thenComparing(Comparator.comparingLong(BlockMeta::maxTime).reversed())
          .thenComparing(
              Comparator.comparingInt((BlockMeta m) -> m.compaction().sources().size()).reversed())
          .thenComparing(Comparator.comparing(BlockMeta::ulid).reversed());

  private Superseded() {}

  /**
   * The names of those that need not be read.
   *
   * @param whole blocks that can be read
   * @param others blocks that cannot, but need not if one that can has their data
   */
  static Set<Ulid> of(Collection<BlockMeta> whole, Collection<BlockMeta> others) {
    Map<Group, List<BlockMeta>> groups = new HashMap<>();
    Set<Ulid> readable = HashSet.newHashSet(whole.size());
    for (BlockMeta meta : whole) {
      readable.add(meta.ulid());
      group(groups, meta);
    }
    others.forEach(meta -> group(groups, meta));
    Set<Ulid> superseded = new HashSet<>();
    groups.values().forEach(group -> sweep(group, readable, superseded));
    return superseded;
  }

  private static void group(Map<Group, List<BlockMeta>> groups, BlockMeta meta) {
    groups
        .computeIfAbsent(
            new Group(meta.externalLabels(), meta.resolution()), fresh -> new ArrayList<>())
        .add(meta);
  }

  /** In this order whoever covers a block comes before it, and has not ended before it begins. */
  private static void sweep(List<BlockMeta> group, Set<Ulid> readable, Set<Ulid> superseded) {
    group.sort(WIDEST_FIRST);
    List<Candidate> open = new ArrayList<>();
    for (BlockMeta meta : group) {
      open.removeIf(wide -> wide.maxTime <= meta.minTime());
      if (isCovered(meta, open)) {
        superseded.add(meta.ulid());
      } else if (readable.contains(meta.ulid())) {
        open.add(new Candidate(meta.maxTime(), meta.compaction().sources()));
      }
    }
  }

  private static boolean isCovered(BlockMeta meta, List<Candidate> open) {
    List<Ulid> sources = meta.compaction().sources();
    if (sources.isEmpty()) {
      return false;
    }
    for (Candidate wide : open) {
      if (wide.maxTime >= meta.maxTime() && wide.hasAll(sources)) {
        return true;
      }
    }
    return false;
  }

  /** A block that stays; its sources are made a set once somebody asks. */
  private static final class Candidate {
    private final long maxTime;
    private final List<Ulid> sources;
    private Set<Ulid> set = Set.of();

    private Candidate(long maxTime, List<Ulid> sources) {
      this.maxTime = maxTime;
      this.sources = sources;
    }

    private boolean hasAll(List<Ulid> wanted) {
      if (wanted.size() > sources.size()) {
        return false;
      }
      if (set.isEmpty()) {
        set = new HashSet<>(sources);
      }
      return set.containsAll(wanted);
    }
  }
}
