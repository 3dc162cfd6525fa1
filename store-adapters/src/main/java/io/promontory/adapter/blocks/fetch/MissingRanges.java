package io.promontory.adapter.blocks.fetch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those ranges of a file that are not in memory. */
final class MissingRanges {
  private final FileRanges all;
  private final int[] numbers;
  private final long[] starts;
  private final int[] lengths;

  private MissingRanges(FileRanges all, int count) {
    this.all = all;
    this.numbers = new int[count];
    this.starts = new long[count];
    this.lengths = new int[count];
  }

  /**
   * @param count how many are missing
   */
  static MissingRanges of(FileRanges all, int count) {
    MissingRanges missing = new MissingRanges(all, count);
    int n = 0;
    for (int i = 0; i < all.count(); i++) {
      if (all.find(i) == null) {
        missing.numbers[n] = i;
        missing.starts[n] = all.wanted().start(i);
        missing.lengths[n++] = all.length(i);
      }
    }
    return missing;
  }

  StoredFile file() {
    return all.wanted().file();
  }

  int count() {
    return numbers.length;
  }

  Plan plan(FetchLimits limits, int requestCap) {
    return new Plan(
        RangePlan.of(
            starts, lengths, count(), limits.requestBytes(), requestCap, limits.freeGap()));
  }

  /** The requests for these ranges, and what they returned. */
  final class Plan {
    private final RangePlan requests;
    private final @Nullable Extent[] extents;

    private Plan(RangePlan requests) {
      this.requests = requests;
      this.extents = new Extent[requests.requests()];
    }

    StoredFile file() {
      return all.wanted().file();
    }

    RangePlan requests() {
      return requests;
    }

    /** Hands the bytes of a request to the ranges that it is for; each request by any thread. */
    void set(int request, Extent extent) {
      extents[request] = extent;
      int end = requests.firstRange(request + 1);
      for (int i = requests.firstRange(request); i < end; i++) {
        all.set(numbers[i], extent);
      }
    }

    List<Extent> extents() {
      List<Extent> list = new ArrayList<>(extents.length);
      for (Extent extent : extents) {
        if (extent != null) {
          list.add(extent);
        }
      }
      return list;
    }
  }
}
