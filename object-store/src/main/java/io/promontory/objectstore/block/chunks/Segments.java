package io.promontory.objectstore.block.chunks;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.series.chunk.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunk segments of a block: header of 8 bytes (magic number, version, three zeros), then
 * records. Reads the chunks of one series at a time; whoever wants those of many plans the ranges
 * with {@link #segmentOf} and {@link #offsetOf} and hands the bytes to {@link ChunkRecord}. Safe
 * for concurrent use.
 *
 * @param files in order; file 000001 is segment 0
 */
public record Segments(List<? extends BlockFile> files) {
  /** Bytes before the first record. */
  public static final int HEAD_BYTES = 8;

  public static final int MAGIC = 0x85bd40dd;
  public static final int VERSION = 1;

  private static final int GUESSED_BYTES = 2 << 10;
  private static final int READ_AT_ONCE = 1 << 20;
  private static final BlockFileName NO_FILE = new BlockFileName("without name", "chunks");

  public Segments {
    files = List.copyOf(files);
  }

  /** The segment of a chunk's reference, from 0. */
  public static long segmentOf(long ref) {
    return ref >>> 32;
  }

  /** Where in its segment a chunk starts. */
  public static long offsetOf(long ref) {
    return ref & 0xffff_ffffL;
  }

  /**
   * Throws unless a segment begins as one.
   *
   * @throws CorruptBlockException if it does not
   */
  public void checkHead(int segment) {
    BlockFile file = files.get(segment);
    ByteCursor head = file.cursor(0, HEAD_BYTES);
    int magic = head.int32();
    int version = head.u8();
    if (magic != MAGIC || version != VERSION) {
      throw new CorruptBlockException(
          file.name(), 0, "no chunk segment: %08x, version %d".formatted(magic, version));
    }
  }

  /** The segment that a reference leads to. */
  public BlockFile file(long ref) {
    long segment = segmentOf(ref);
    if (segment >= files.size()) {
      throw new CorruptBlockException(
          files.isEmpty() ? NO_FILE : files.getLast().name(),
          offsetOf(ref),
          "a chunk is in segment " + (segment + 1) + ", but there are " + files.size());
    }
    return files.get((int) segment);
  }

  /** Reads one chunk. */
  public ChunkRecord read(long ref) {
    return ChunkRecord.parse(whole(file(ref), offsetOf(ref), GUESSED_BYTES));
  }

  /** Reads the chunks of samples of a series, those that lie close by with one read. */
  public List<Chunk> samples(SeriesEntry series) {
    List<Chunk> chunks = new ArrayList<>(series.chunkCount());
    ByteCursor window = null;
    long windowSegment = -1;
    for (int i = 0; i < series.chunkCount(); i++) {
      long ref = series.ref(i);
      BlockFile file = file(ref);
      ByteCursor at = window == null || windowSegment != segmentOf(ref) ? null : moved(window, ref);
      if (at == null) {
        at = whole(file, offsetOf(ref), windowLength(series, i));
        window = at.part(at.remaining());
        windowSegment = segmentOf(ref);
      }
      chunks.add(record(at, file, series, i));
    }
    return chunks;
  }

  private static Chunk record(ByteCursor at, BlockFile file, SeriesEntry series, int i) {
    long offset = at.offset();
    try {
      return ChunkRecord.parse(at).samples(series.minTime(i), series.maxTime(i));
    } catch (UnknownEncodingException e) {
      throw new CorruptBlockException(file.name(), offset, String.valueOf(e.getMessage()));
    }
  }

  /** The window at a reference, or null if it does not hold the record in whole. */
  private static @Nullable ByteCursor moved(ByteCursor window, long ref) {
    long ahead = offsetOf(ref) - window.offset();
    if (ahead < 0 || ahead >= window.remaining()) {
      return null;
    }
    ByteCursor at = window.part(window.remaining());
    at.skip((int) ahead);
    long size = ChunkRecord.size(at);
    return size < 0 || size > at.remaining() ? null : at;
  }

  /** From a chunk to the end of the last one of the series that is close enough, as guessed. */
  private static int windowLength(SeriesEntry series, int first) {
    long start = series.ref(first);
    long length = GUESSED_BYTES;
    for (int i = first + 1; i < series.chunkCount(); i++) {
      long ahead = series.ref(i) - start;
      if (ahead < 0 || ahead > READ_AT_ONCE) {
        break;
      }
      length = Math.max(length, ahead + GUESSED_BYTES);
    }
    return (int) length;
  }

  /** A cursor at a record that holds it in whole, and perhaps what follows. */
  private static ByteCursor whole(BlockFile file, long offset, int guess) {
    if (offset < HEAD_BYTES || offset >= file.size()) {
      throw new CorruptBlockException(file.name(), offset, "no chunk starts here");
    }
    ByteCursor read = file.cursor(offset, (int) Math.min(guess, file.size() - offset));
    long size = ChunkRecord.size(read);
    return size <= read.remaining() ? read : file.cursor(offset, fitting(file, offset, size));
  }

  private static int fitting(BlockFile file, long offset, long size) {
    if (size > file.size() - offset) {
      throw new CorruptBlockException(
          file.name(), offset, "a chunk of " + size + " bytes goes beyond the end");
    }
    return (int) size;
  }
}
