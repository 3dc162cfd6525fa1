package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockInput;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.BytesFile;
import io.promontory.objectstore.block.CorruptBlockException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the postings table of an index of version 1, which has no order, in order. */
final class UnsortedTable {
  private static final long MOST_BYTES = 256L << 20;

  private UnsortedTable() {}

  private record Entry(String name, String value, long list) {}

  /** The table as a file of its own, sorted, else unchanged. */
  static BlockFile sorted(BlockFile index, long start, long limit) {
    Section section = Section.open(index, start, limit, 4);
    if (section.end() - start > MOST_BYTES) {
      throw new CorruptBlockException(
          index.name(), start, "the postings table is too long for an index of version 1");
    }
    List<Entry> entries = new ArrayList<>();
    BlockInput in = section.stream();
    for (int i = 0; i < section.entries(); i++) {
      PostingsTableScan.checkKeys(in);
      entries.add(new Entry(in.text(), in.text(), in.uvarint()));
    }
    section.check(in);
    entries.sort(
        Comparator.comparing(Entry::name, TextOrder.INSTANCE)
            .thenComparing(Entry::value, TextOrder.INSTANCE));
    ByteSink out = new ByteSink();
    out.int32((int) (section.bodyEnd() - start - Integer.BYTES));
    out.int32(entries.size());
    for (Entry entry : entries) {
      out.uvarint(2);
      out.text(entry.name);
      out.text(entry.value);
      out.uvarint(entry.list);
    }
    out.crc(Integer.BYTES);
    return new BytesFile(index.name(), out.toByteArray());
  }
}
