package io.promontory.objectstore.block.write;

import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.meta.BlockFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes chunks to segments, each of which begins when the one before is full. */
final class SegmentWriter implements AutoCloseable {
  private final Path block;
  private final long limit;
  private final ByteSink scratch = new ByteSink();
  private @Nullable FileSink segment;
  private int segments;

  /**
   * @param block folder of the block
   * @param limit most bytes of a segment
   */
  SegmentWriter(Path block, long limit) throws IOException {
    this.block = block;
    this.limit = limit;
    Files.createDirectory(block.resolve("chunks"));
  }

  /**
   * Appends the chunks of a series and returns their references. Whether a segment is full is
   * reckoned with the longest length field, as Prometheus does, so that segments come out alike.
   */
  long[] append(List<ChunkRecord> chunks) throws IOException {
    long[] refs = new long[chunks.size()];
    long reckoned = segment == null ? Segments.HEAD_BYTES : segment.position();
    for (int i = 0; i < refs.length; i++) {
      ChunkRecord chunk = chunks.get(i);
      long most = (long) chunk.length() + ChunkRecord.MOST_EXTRA_BYTES;
      FileSink into = segment;
      if (into == null || (reckoned + most > limit && reckoned > Segments.HEAD_BYTES)) {
        into = cut();
        reckoned = Segments.HEAD_BYTES;
      }
      reckoned += most;
      refs[i] = (segments - 1L) << 32 | into.position();
      write(chunk, into);
    }
    return refs;
  }

  private void write(ChunkRecord chunk, FileSink into) throws IOException {
    scratch.clear();
    scratch.uvarint(chunk.length());
    into.write(scratch);
    into.beginCrc();
    scratch.clear();
    scratch.u8(chunk.code());
    into.write(scratch);
    into.write(chunk.data(), chunk.offset(), chunk.length());
    scratch.clear();
    scratch.int32(into.crc());
    into.write(scratch);
  }

  private FileSink cut() throws IOException {
    finish();
    FileSink next = new FileSink(block.resolve(BlockFolder.segmentName(segments)));
    segment = next;
    segments++;
    scratch.clear();
    scratch.int32(Segments.MAGIC);
    scratch.int32(Segments.VERSION << 24);
    next.write(scratch);
    return next;
  }

  /** Brings the last segment to the disk. */
  void finish() throws IOException {
    if (segment != null) {
      segment.force();
      close();
    }
  }

  @Override
  public void close() throws IOException {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
