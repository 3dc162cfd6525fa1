package io.promontory.objectstore.block.write;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.chunks.SampleCount;
import io.promontory.objectstore.block.index.ChunkMeta;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes a block to a local folder. Series come in label order and leave at once; the folder has a
 * temporary name until {@link #finish} has brought all to the disk. Closed before that, nothing
 * stays behind. Not safe for concurrent use.
 */
public final class BlockWriter implements AutoCloseable {
  /** How the name of a folder ends while its block is being written; servers remove such. */
  public static final String UNFINISHED = ".tmp-for-creation";

  private final Ulid ulid;
  private final Path parent;
  private final Path folder;
  private final Path unfinished;
  private final SegmentWriter segments;
  private final IndexWriter index;
  private Labels last = Labels.EMPTY;
  private long series;
  private long chunks;
  private long floats;
  private long histograms;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private boolean finished;

  private BlockWriter(Path parent, Ulid ulid, WriterOptions options) throws IOException {
    this.ulid = ulid;
    this.parent = parent;
    this.folder = parent.resolve(ulid.toString());
    this.unfinished = parent.resolve(ulid + UNFINISHED);
    this.segments = new SegmentWriter(unfinished, options.segmentBytes());
    this.index = new IndexWriter(unfinished, options.listedAtOnce());
  }

  /**
   * Begins a block.
   *
   * @param parent folder in which the block's folder will be
   * @throws IOException if the block is there already, or the disk fails
   */
  public static BlockWriter create(Path parent, Ulid ulid, WriterOptions options)
      throws IOException {
    if (Files.exists(parent.resolve(ulid.toString()))) {
      throw new FileAlreadyExistsException(parent.resolve(ulid.toString()).toString());
    }
    Folders.delete(parent.resolve(ulid + UNFINISHED));
    Files.createDirectories(parent.resolve(ulid + UNFINISHED));
    return new BlockWriter(parent, ulid, options);
  }

  /** Adds a text to the index' symbols though no series may have it. */
  public void addSymbol(String text) {
    index.symbol(text);
  }

  /**
   * Adds a series.
   *
   * @param labels above those of the series before
   * @param samples in order of time, none overlapping
   * @throws IllegalArgumentException if an order is broken
   */
  public void add(Labels labels, List<Chunk> samples) throws IOException {
    List<ChunkRecord> records = new ArrayList<>(samples.size());
    List<ChunkMeta> times = new ArrayList<>(samples.size());
    for (Chunk chunk : samples) {
      int code = chunk.encoding().code();
      records.add(new ChunkRecord(code, chunk.data(), chunk.offset(), chunk.length()));
      times.add(new ChunkMeta(chunk.minTime(), chunk.maxTime(), 0));
    }
    add(labels, times, records);
    for (Chunk chunk : samples) {
      if (SampleCount.histograms(chunk.encoding())) {
        histograms += SampleCount.of(chunk);
      } else {
        floats += SampleCount.of(chunk);
      }
    }
  }

  /**
   * Adds a series of chunks in any encoding, whose samples are not counted.
   *
   * @param times of each chunk; their references are not used
   */
  public void add(Labels labels, List<ChunkMeta> times, List<ChunkRecord> records)
      throws IOException {
    check(labels, times);
    long[] refs = segments.append(records);
    List<ChunkMeta> metas = new ArrayList<>(refs.length);
    for (int i = 0; i < refs.length; i++) {
      metas.add(new ChunkMeta(times.get(i).minTime(), times.get(i).maxTime(), refs[i]));
    }
    index.add(labels, metas);
    last = labels;
    series++;
    chunks += refs.length;
    if (refs.length > 0) {
      minTime = Math.min(minTime, times.getFirst().minTime());
      maxTime = Math.max(maxTime, times.getLast().maxTime());
    }
  }

  private void check(Labels labels, List<ChunkMeta> times) {
    if (series > 0 && labels.compareTo(last) <= 0) {
      throw new IllegalArgumentException(labels + " is not above the series before, " + last);
    }
    ChunkMeta before = null;
    for (ChunkMeta chunk : times) {
      if (chunk.maxTime() < chunk.minTime()
          || (before != null && chunk.minTime() <= before.maxTime())) {
        throw new IllegalArgumentException(
            labels
                + " has a chunk from "
                + chunk.minTime()
                + " to "
                + chunk.maxTime()
                + " ms behind "
                + before);
      }
      before = chunk;
    }
  }

  /**
   * Finishes the block and gives its folder its name.
   *
   * @param complete gets what the writer knows (a block of level 1 with the times of its samples)
   *     and returns what the block shall say of itself
   * @return what it says
   */
  public BlockMeta finish(UnaryOperator<BlockMeta> complete) throws IOException {
    BlockStats stats = new BlockStats(floats + histograms, floats, histograms, series, chunks, 0);
    boolean empty = chunks == 0;
    BlockMeta meta =
        complete.apply(
            new BlockMeta(
                ulid, empty ? 0 : minTime, empty ? 0 : maxTime + 1, stats, Compaction.fresh(ulid)));
    segments.finish();
    index.finish();
    index.close();
    Folders.write(unfinished.resolve("tombstones"), TombstonesFile.bytes(Tombstones.NONE));
    Folders.write(unfinished.resolve(MetaFile.NAME), MetaFile.bytes(meta));
    Folders.force(unfinished.resolve("chunks"));
    Folders.force(unfinished);
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    Folders.force(parent);
    finished = true;
    return meta;
  }

  /** As {@link #finish(UnaryOperator)}, with what the writer knows. */
  public BlockMeta finish() throws IOException {
    return finish(UnaryOperator.identity());
  }

  @Override
  public void close() throws IOException {
    if (!finished) {
      segments.close();
      index.close();
      Folders.delete(unfinished);
    }
  }
}
