package io.promontory.frontend.demo;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.ListedBlock;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The demo's past as blocks in a folder: two weeks up to an even hour that is an hour and a half
 * past, in blocks of two days, one day and two hours, as if they were compacted. Since the demo's
 * samples follow from their times, a block that is missing is made at any time, and has the same
 * name and content.
 */
final class DemoArchive {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long TWO_HOURS = Duration.ofHours(2).toMillis();
  private static final int DAYS = 14;

  /** How old a block is when it reaches the bucket, ms: servers wait with what they upload. */
  private static final long DELAY = Duration.ofMinutes(90).toMillis();

  private static final String MAKER = "promontory.demo";

  /** To be changed whenever the demo makes other samples, so that old blocks are not kept. */
  private static final long GENERATION = 2;

  private final Path folder;
  private final Labels externalLabels;
  private final long seed;

  /**
   * @param folder made if it is missing
   * @param externalLabels of the blocks
   */
  DemoArchive(Path folder, Labels externalLabels, long seed) {
    this.folder = folder;
    this.externalLabels = externalLabels;
    this.seed = seed;
  }

  /**
   * A block: ms from, inclusive, to, exclusive.
   *
   * @param level of compaction
   */
  private record Span(long from, long to, int level) {}

  /** The blocks that there shall be at a time, in its order. */
  private static List<Span> spans(long now) {
    long settled = now - DELAY;
    long today = settled / DAY * DAY;
    List<Span> spans = new ArrayList<>();
    long at = today - DAYS * DAY;
    while (at < today) {
      boolean two = at / DAY % 2 == 0 && at + 2 * DAY <= today;
      long to = at + (two ? 2 : 1) * DAY;
      spans.add(new Span(at, to, two ? 3 : 2));
      at = to;
    }
    while (at + TWO_HOURS <= settled) {
      spans.add(new Span(at, at + TWO_HOURS, 1));
      at += TWO_HOURS;
    }
    return spans;
  }

  private Ulid ulid(Span span) {
    SplittableRandom random =
        new SplittableRandom(seed + GENERATION * 31 + span.from * 17 + span.level);
    return new Ulid(span.to << 16 | random.nextInt(1 << 16), random.nextLong());
  }

  /** When the first sample is that is in no block yet, ms; {@code now} if all are there. */
  long firstMissing(long now) {
    for (Span span : spans(now)) {
      if (!isThere(span)) {
        return span.from;
      }
    }
    return now;
  }

  private boolean isThere(Span span) {
    return Files.isDirectory(folder.resolve(ulid(span).toString()));
  }

  /**
   * Writes blocks that are missing, and deletes those of the demo that it no longer needs.
   *
   * @param recorder of the world
   * @param world stands at {@link #firstMissing} or before; runs as far as it is needed
   */
  void complete(long now, DemoRecorder recorder, DemoWorld world) throws IOException {
    Files.createDirectories(folder);
    Set<Ulid> wanted = new HashSet<>();
    for (Span span : spans(now)) {
      wanted.add(ulid(span));
      if (!isThere(span)) {
        world.runBefore(span.from);
        recorder.record(span.from, span.to);
        world.runBefore(span.to);
        write(span, recorder.take());
      }
    }
    deleteOthers(wanted);
  }

  private void write(Span span, Map<Labels, List<Chunk>> series) throws IOException {
    try (BlockWriter writer = BlockWriter.create(folder, ulid(span), WriterOptions.DEFAULT)) {
      for (Map.Entry<Labels, List<Chunk>> one : series.entrySet()) {
        writer.add(one.getKey(), one.getValue());
      }
      writer.finish(meta -> complete(meta, span));
    }
  }

  private BlockMeta complete(BlockMeta meta, Span span) {
    Compaction compaction =
        new Compaction(span.level, List.of(meta.ulid()), false, List.of(), false, List.of());
    return new BlockMeta(meta.ulid(), span.from, span.to, meta.stats(), compaction)
        .withThanos(ThanosMeta.of(externalLabels, MAKER));
  }

  /** Deletes blocks that the demo made and no longer needs, the meta.json of each first. */
  private void deleteOthers(Set<Ulid> wanted) {
    Bucket bucket = new FilesystemBucket(folder);
    for (ListedBlock block : BlockList.blocks(bucket, Runnable::run)) {
      BlockMeta meta = block.meta();
      ThanosMeta thanos = meta == null ? null : meta.thanos();
      if (thanos != null && thanos.source().equals(MAKER) && !wanted.contains(block.ulid())) {
        String prefix = block.ulid() + "/";
        bucket.delete(prefix + "meta.json");
        bucket
            .list(prefix, Bucket.Depth.RECURSIVE)
            .objects()
            .forEach(object -> bucket.delete(object.key()));
      }
    }
  }
}
