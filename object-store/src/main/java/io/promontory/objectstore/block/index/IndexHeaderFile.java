package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.CorruptBlockException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file that keeps an {@link IndexHeader}: magic number, u8 version, u8 version of the index,
 * u64 size of the index, the index' table of contents, u64 bytes of the symbols, u64 bytes of the
 * postings table, CRC; then both sections as they stand in the index, with their own checksums. The
 * table of an index of version 1 is sorted.
 */
public final class IndexHeaderFile {
  private static final int MAGIC = 0x50494831;
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 4 + 1 + 1 + 8 + IndexToc.BYTES + 8 + 8 + 4;
  private static final int COPIED_AT_ONCE = 1 << 20;

  private IndexHeaderFile() {}

  /**
   * Copies the header of an index to a local file, in place of any that is there; a crash leaves no
   * half of one.
   *
   * @return bytes of the file
   * @throws IOException if the disk fails
   */
  public static long fetch(BlockFile index, Path path) throws IOException {
    Path written = Files.createTempFile(path.toAbsolutePath().getParent(), "header", ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(written))) {
        fetch(index, out);
      }
      long size = Files.size(written);
      Files.move(
          written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return size;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Writes a header to a stream; the caller closes it. */
  public static void write(IndexHeader header, OutputStream out) throws IOException {
    write(
        header.version(),
        header.indexSize(),
        header.toc(),
        header.symbols().section(),
        header.postings().section(),
        out);
  }

  /**
   * Copies the header of an index to a stream without looking into it, with few and large reads:
   * the end of the index, then what of both sections did not come with it.
   *
   * @throws CorruptBlockException if the index has no header that makes sense
   */
  public static void fetch(BlockFile index, OutputStream out) throws IOException {
    HeaderParts parts = HeaderParts.of(index);
    IndexToc toc = parts.toc();
    int version = IndexHeader.version(parts);
    long tableEnd = toc.endOf(toc.postingsTable(), index.size());
    Section symbols = Section.open(parts, toc.symbols(), toc.endOf(toc.symbols(), index.size()), 1);
    BlockFile sorted =
        version == 1 ? UnsortedTable.sorted(parts, toc.postingsTable(), tableEnd) : null;
    Section table =
        sorted == null
            ? Section.open(parts, toc.postingsTable(), tableEnd, 4)
            : Section.open(sorted, 0, sorted.size(), 4);
    write(version, index.size(), toc, symbols, table, out);
  }

  private static void write(
      int version, long indexSize, IndexToc toc, Section symbols, Section table, OutputStream out)
      throws IOException {
    ByteSink head = new ByteSink();
    head.int32(MAGIC);
    head.u8(VERSION);
    head.u8(version);
    head.int64(indexSize);
    int tocAt = head.size();
    head.int64(toc.symbols());
    head.int64(toc.series());
    head.int64(toc.labelIndices());
    head.int64(toc.labelIndexTable());
    head.int64(toc.postings());
    head.int64(toc.postingsTable());
    head.crc(tocAt);
    head.int64(symbols.end() - symbols.start());
    head.int64(table.end() - table.start());
    head.crc(0);
    out.write(head.toByteArray());
    copy(symbols, out);
    copy(table, out);
  }

  private static void copy(Section section, OutputStream out) throws IOException {
    for (long at = section.start(); at < section.end(); ) {
      int length = (int) Math.min(COPIED_AT_ONCE, section.end() - at);
      ByteCursor part = section.file().cursor(at, length);
      out.write(part.data(), part.at(), length);
      at += length;
    }
  }

  /**
   * Opens a header that was written.
   *
   * @param file stays in use as long as the header
   * @throws CorruptBlockException if the file is damaged: fetch the header again then
   */
  public static IndexHeader open(BlockFile file) {
    if (file.size() < HEAD_BYTES) {
      throw new CorruptBlockException(file.name(), 0, "too short for an index header");
    }
    ByteCursor head = file.cursor(0, HEAD_BYTES);
    int start = head.at();
    if (head.int32() != MAGIC || head.u8() != VERSION) {
      throw new CorruptBlockException(file.name(), 0, "no index header of version " + VERSION);
    }
    int version = head.u8();
    long indexSize = head.int64();
    IndexToc toc = IndexToc.parse(head, indexSize - IndexToc.BYTES);
    long symbolBytes = head.int64();
    long tableBytes = head.int64();
    head.checkCrc(start);
    long table = HEAD_BYTES + symbolBytes;
    if (file.size() != table + tableBytes || symbolBytes < 0 || tableBytes < 0) {
      throw new CorruptBlockException(
          file.name(), 0, "the index header has " + file.size() + " bytes: it was cut short");
    }
    Symbols symbols = Symbols.open(file, version, HEAD_BYTES, table, toc.symbols() - HEAD_BYTES);
    return new IndexHeader(
        version, indexSize, toc, symbols, IndexHeader.table(file, table, version, toc));
  }
}
