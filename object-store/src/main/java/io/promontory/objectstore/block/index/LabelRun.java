package io.promontory.objectstore.block.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The entries of one label in the postings table, every 32nd of them in memory. */
final class LabelRun {
  static final int STEP = 32;

  private final List<String> values = new ArrayList<>(1);
  private long[] offsets = new long[1];
  private int count;

  /** Whether the next entry is one to keep. */
  boolean wantsNext() {
    return count % STEP == 0;
  }

  void keep(String value, long offset) {
    if (values.size() == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[values.size()] = offset;
    values.add(value);
  }

  void counted() {
    count++;
  }

  int count() {
    return count;
  }

  /** The last kept entry that is not above a value, or the first. */
  int floor(String value) {
    int at = Collections.binarySearch(values, value, TextOrder.INSTANCE);
    return at >= 0 ? at : Math.max(0, -at - 2);
  }

  /** Where in the file a kept entry stands. */
  long offset(int kept) {
    return offsets[kept];
  }
}
