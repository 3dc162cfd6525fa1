package io.promontory.adapter.blocks.header;

import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.FileRanges;
import io.promontory.adapter.blocks.fetch.StoredFile;
import io.promontory.adapter.blocks.fetch.WantedRanges;
import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.index.IndexToc;
import io.promontory.series.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long index whose header is read in one round, or two: its two ends side by side, and if the
 * header is longer than those, what is missing of it. What was read is held; other reads go on to
 * the bucket. Used by one thread.
 */
final class HeldIndex implements BlockFile {
  /** Of each end at least. */
  private static final int LEAST_END_BYTES = 64 << 10;

  private static final int PIECE_BYTES = 4 << 20;

  /** Longer headers are copied a piece at a time. */
  private static final long MOST_HELD = 64L << 20;

  private final BlockFiles files;
  private final StoredFile file;
  private final BlockFile direct;
  private final QueryContext context;
  private final List<Piece> pieces = new ArrayList<>();

  private record Piece(long start, ByteCursor bytes) {
    long end() {
      return start + bytes.remaining();
    }
  }

  private HeldIndex(BlockFiles files, StoredFile file, QueryContext context) {
    this.files = files;
    this.file = file;
    this.context = context;
    this.direct = files.open(file, context);
  }

  /**
   * Reads the header of an index.
   *
   * @param endBytes to read of each end at first
   * @throws CorruptBlockException if its table of contents makes no sense
   */
  static HeldIndex of(BlockFiles files, StoredFile file, int endBytes, QueryContext context) {
    int head = (int) Math.min(file.size(), Math.max(LEAST_END_BYTES, endBytes));
    HeldIndex index = new HeldIndex(files, file, context);
    long tail = Math.max(head, file.size() - head);
    WantedRanges ends = new WantedRanges(file);
    ends.add(0, head);
    addPieces(ends, tail, file.size());
    index.hold(ends);
    IndexToc toc = IndexToc.read(index);
    long symbolsEnd = Math.min(tail, toc.series());
    long table = Math.max(head, toc.postingsTable());
    if (symbolsEnd + file.size() - table <= MOST_HELD) {
      WantedRanges rest = new WantedRanges(file);
      addPieces(rest, head, symbolsEnd);
      addPieces(rest, Math.max(table, symbolsEnd), tail);
      index.hold(rest);
    }
    return index;
  }

  private static void addPieces(WantedRanges wanted, long from, long to) {
    for (long at = from; at < to; at += PIECE_BYTES) {
      wanted.add(at, (int) Math.min(PIECE_BYTES, to - at));
    }
  }

  private void hold(WantedRanges wanted) {
    if (wanted.count() == 0) {
      return;
    }
    FileRanges read = files.fetch(wanted, context);
    for (int i = 0; i < read.count(); i++) {
      pieces.add(new Piece(wanted.start(i), read.cursor(i)));
    }
  }

  @Override
  public BlockFileName name() {
    return file.name();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public byte[] read(long offset, int length) {
    checkRange(offset, length);
    byte[] bytes = new byte[length];
    long at = offset;
    long end = offset + length;
    while (at < end) {
      Piece piece = holding(at);
      if (piece == null) {
        return direct.read(offset, length);
      }
      int count = (int) (Math.min(end, piece.end()) - at);
      System.arraycopy(
          piece.bytes.data(),
          piece.bytes.at() + (int) (at - piece.start),
          bytes,
          (int) (at - offset),
          count);
      at += count;
    }
    return bytes;
  }

  private @Nullable Piece holding(long offset) {
    for (Piece piece : pieces) {
      if (piece.start <= offset && offset < piece.end()) {
        return piece;
      }
    }
    return null;
  }
}
