package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockInput;
import io.promontory.objectstore.block.ByteCursor;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads a postings table once, from front to end, and keeps every 32nd entry of each label. */
final class PostingsTableScan {
  private final Section section;
  private final long postingsStart;
  private final long postingsEnd;
  private final NavigableMap<String, LabelRun> labels = new TreeMap<>(TextOrder.INSTANCE);
  private byte[] name = new byte[32];
  private int nameLength;
  private byte[] value = new byte[64];
  private int valueLength;
  private LabelRun run = new LabelRun();

  PostingsTableScan(Section section, long postingsStart, long postingsEnd) {
    this.section = section;
    this.postingsStart = postingsStart;
    this.postingsEnd = postingsEnd;
  }

  /**
   * @param anyOrder whether the lists may be in another order than the table
   */
  PostingsTable table(boolean anyOrder) {
    BlockInput in = section.stream();
    long[] lists = new long[anyOrder ? section.entries() : 0];
    long last = -1;
    for (int i = 0; i < section.entries(); i++) {
      long list = entry(in, i);
      if (anyOrder) {
        lists[i] = list;
      } else if (list <= last) {
        throw in.corrupt("posting lists are not in the order of their table");
      }
      last = list;
    }
    section.check(in);
    Arrays.sort(lists);
    return new PostingsTable(section, labels, postingsEnd, anyOrder ? lists : null);
  }

  /** Reads an entry; returns where its list starts. */
  private long entry(BlockInput in, int number) {
    long offset = in.position();
    checkKeys(in);
    boolean sameLabel = readName(in, number);
    int length = in.skipText();
    int from = in.at() - length;
    if (sameLabel && Arrays.compareUnsigned(value, 0, valueLength, in.data(), from, in.at()) >= 0) {
      throw in.corrupt("a value in the postings table is not above the one before");
    }
    value = keep(value, in, length);
    valueLength = length;
    if (run.wantsNext()) {
      run.keep(ByteCursor.text(value, 0, length), offset);
    }
    run.counted();
    long list = in.uvarint();
    if (list < postingsStart || list > postingsEnd - PostingList.EMPTY_BYTES) {
      throw in.corrupt(
          "a posting list at " + Long.toUnsignedString(list) + " is not within its section");
    }
    return list;
  }

  static void checkKeys(BlockInput in) {
    long keys = in.uvarint();
    if (keys != 2) {
      throw in.corrupt(
          "an entry of the postings table has " + Long.toUnsignedString(keys) + " texts, not 2");
    }
  }

  /** Whether the label is that of the entry before; else a run begins. */
  private boolean readName(BlockInput in, int number) {
    int length = in.skipText();
    int from = in.at() - length;
    int order =
        number == 0 ? -1 : Arrays.compareUnsigned(name, 0, nameLength, in.data(), from, in.at());
    if (order == 0) {
      return true;
    }
    if (order > 0) {
      throw in.corrupt("a label in the postings table is not above the one before");
    }
    name = keep(name, in, length);
    nameLength = length;
    run = new LabelRun();
    labels.put(ByteCursor.text(name, 0, length), run);
    return false;
  }

  private static byte[] keep(byte[] into, BlockInput in, int length) {
    byte[] kept = into.length < length ? new byte[length * 2] : into;
    System.arraycopy(in.data(), in.at() - length, kept, 0, length);
    return kept;
  }
}
