package io.promontory.objectstore.block.write;

import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.index.ChunkMeta;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes an index of version 2, byte by byte as Prometheus does. Series go to a spool; memory holds
 * the distinct labels, one number per series, and a bounded part of the posting lists.
 */
final class IndexWriter implements AutoCloseable {
  private static final int MAGIC = 0xbaaad700;
  private static final int VERSION = 2;
  private static final int SERIES_ALIGNMENT = 16;
  private static final int LIST_ALIGNMENT = 4;
  private static final long MOST_SECTION_BYTES = 0xffff_ffffL;
  private static final long MOST_IDS = 0xffff_ffffL;

  private final Path path;
  private final int listedAtOnce;
  private final SeriesSpool spool;
  private final LabelPairs pairs = new LabelPairs();
  private final ByteSink scratch = new ByteSink();

  /**
   * @param block folder of the block
   * @param listedAtOnce most ids of posting lists to hold in memory, unless one list is longer
   */
  IndexWriter(Path block, int listedAtOnce) throws IOException {
    this.path = block.resolve("index");
    this.listedAtOnce = listedAtOnce;
    this.spool = new SeriesSpool(block.resolve("series.spool"));
  }

  void symbol(String text) {
    pairs.symbol(text);
  }

  void add(Labels labels, List<ChunkMeta> chunks) throws IOException {
    spool.add(labels, chunks, pairs);
  }

  /** Writes the index and brings it to the disk. */
  void finish() throws IOException {
    String[] symbols = pairs.sortedSymbols();
    int[] ranks = pairs.ranks(symbols);
    try (FileSink out = new FileSink(path)) {
      scratch.clear();
      scratch.int32(MAGIC);
      scratch.u8(VERSION);
      out.write(scratch);
      long symbolsAt = out.position();
      writeSymbols(symbols, out);
      long seriesAt = out.position();
      int[] ids = writeSeries(ranks, out);
      long postingsAt = out.position();
      int[] order = pairs.sortedPairs(ranks);
      long[] lists = writePostings(ids, order, out);
      long tableAt = out.position();
      writeTable(symbols, ranks, order, lists, out);
      scratch.clear();
      scratch.int64(symbolsAt);
      scratch.int64(seriesAt);
      // There are no label indices: their section is empty, their table is that of the postings.
      scratch.int64(postingsAt);
      scratch.int64(tableAt);
      scratch.int64(postingsAt);
      scratch.int64(tableAt);
      scratch.crc(0);
      out.write(scratch);
      out.force();
    }
  }

  private void writeSymbols(String[] symbols, FileSink out) throws IOException {
    long start = beginSection(symbols.length, out);
    for (String symbol : symbols) {
      scratch.clear();
      scratch.text(symbol);
      out.write(scratch);
    }
    endSection(start, out);
  }

  /** Returns the ids of all series. */
  private int[] writeSeries(int[] ranks, FileSink out) throws IOException {
    int[] ids = new int[spool.size()];
    ByteSink length = new ByteSink();
    spool.forEach(
        (number, labels, count, bytes, from, to) -> {
          out.align(SERIES_ALIGNMENT);
          long id = out.position() / SERIES_ALIGNMENT;
          if (id >= MOST_IDS) {
            throw new IOException(path + " has no room for more series than " + number);
          }
          ids[number] = (int) id;
          scratch.clear();
          scratch.uvarint(count);
          for (int i = 0; i < count; i++) {
            scratch.uvarint(ranks[pairs.nameOf(labels[i])]);
            scratch.uvarint(ranks[pairs.valueOf(labels[i])]);
          }
          scratch.bytes(bytes, from, to - from);
          length.clear();
          length.uvarint(scratch.size());
          scratch.crc(0);
          out.write(length);
          out.write(scratch);
        });
    return ids;
  }

  /** Returns where the lists start: that of all series, then those of the labels in order. */
  private long[] writePostings(int[] ids, int[] order, FileSink out) throws IOException {
    long[] lists = new long[order.length + 1];
    lists[0] = writeList(ids, 0, ids.length, out);
    int from = 0;
    while (from < order.length) {
      int to = from;
      int sum = 0;
      do {
        sum += pairs.seriesOf(order[to++]);
      } while (to < order.length && (long) sum + pairs.seriesOf(order[to]) <= listedAtOnce);
      writeLists(ids, order, from, to, sum, lists, out);
      from = to;
    }
    return lists;
  }

  /** Gathers and writes the lists of some labels that follow each other. */
  private void writeLists(
      int[] ids, int[] order, int from, int to, int sum, long[] lists, FileSink out)
      throws IOException {
    int[] gathered = new int[sum];
    int[] next = new int[pairs.size()];
    Arrays.fill(next, -1);
    int start = 0;
    for (int i = from; i < to; i++) {
      next[order[i]] = start;
      start += pairs.seriesOf(order[i]);
    }
    spool.forEach(
        (number, labels, count, bytes, first, last) -> {
          for (int i = 0; i < count; i++) {
            if (next[labels[i]] >= 0) {
              gathered[next[labels[i]]++] = ids[number];
            }
          }
        });
    start = 0;
    for (int i = from; i < to; i++) {
      int length = pairs.seriesOf(order[i]);
      lists[i + 1] = writeList(gathered, start, length, out);
      start += length;
    }
  }

  private long writeList(int[] ids, int from, int count, FileSink out) throws IOException {
    out.align(LIST_ALIGNMENT);
    long start = out.position();
    scratch.clear();
    scratch.int32(Math.multiplyExact(count + 1, Integer.BYTES));
    scratch.int32(count);
    for (int i = from; i < from + count; i++) {
      scratch.int32(ids[i]);
    }
    scratch.crc(Integer.BYTES);
    out.write(scratch);
    return start;
  }

  private void writeTable(String[] symbols, int[] ranks, int[] order, long[] lists, FileSink out)
      throws IOException {
    long start = beginSection(lists.length, out);
    for (int i = 0; i < lists.length; i++) {
      scratch.clear();
      scratch.uvarint(2);
      scratch.text(i == 0 ? "" : symbols[ranks[pairs.nameOf(order[i - 1])]]);
      scratch.text(i == 0 ? "" : symbols[ranks[pairs.valueOf(order[i - 1])]]);
      scratch.uvarint(lists[i]);
      out.write(scratch);
    }
    endSection(start, out);
  }

  private long beginSection(int entries, FileSink out) throws IOException {
    long start = out.position();
    scratch.clear();
    scratch.int32(0);
    out.write(scratch);
    out.beginCrc();
    scratch.clear();
    scratch.int32(entries);
    out.write(scratch);
    return start;
  }

  private void endSection(long start, FileSink out) throws IOException {
    long length = out.position() - start - Integer.BYTES;
    if (length > MOST_SECTION_BYTES) {
      throw new IOException(path + " would have a section of " + length + " bytes");
    }
    scratch.clear();
    scratch.int32(out.crc());
    out.write(scratch);
    scratch.clear();
    scratch.int32((int) length);
    out.patch(start, scratch);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
