package io.promontory.adapter.blocks.downsampled;

import io.promontory.series.text.GoDurations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Says at which resolution times were read that were not read raw. */
public final class ResolutionNotes {
  private static final long NANOS_PER_MS = 1_000_000;

  private ResolutionNotes() {}

  /**
   * One note for each stretch of time and resolution, such as {@code 2026-01-02T00:00:00Z to
   * 2026-01-09T00:00:00Z read at 5m resolution}; none for raw blocks.
   *
   * @param read the blocks that samples came from
   */
  public static List<String> of(Collection<ChosenBlock> read) {
    TreeMap<Long, List<Span>> windows = new TreeMap<>();
    for (ChosenBlock block : read) {
      if (block.resolution() > 0) {
        windows
            .computeIfAbsent(block.resolution(), resolution -> new ArrayList<>())
            .addAll(rounded(block));
      }
    }
    List<String> notes = new ArrayList<>();
    windows.forEach(
        (resolution, spans) -> {
          for (Span span : SpanSet.union(spans).spans()) {
            notes.add(
                "%s to %s read at %s resolution"
                    .formatted(
                        Instant.ofEpochMilli(span.from()),
                        Instant.ofEpochMilli(span.to() + 1),
                        GoDurations.print(resolution * NANOS_PER_MS)));
          }
        });
    return notes;
  }

  /** Whole windows: blocks that follow each other have but a scrape between them. */
  private static List<Span> rounded(ChosenBlock block) {
    long resolution = block.resolution();
    return block.spans().stream()
        .map(
            span ->
                new Span(
                    span.from() - Math.floorMod(span.from(), resolution),
                    span.to() - Math.floorMod(span.to(), resolution) + resolution - 1))
        .toList();
  }
}
