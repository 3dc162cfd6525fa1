package io.promontory.series.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the buckets of one layout lie among those of another, as runs of neighbours: triples of
 * position there, position here and length. Kept until another pair of layouts is asked for.
 */
final class BucketRuns {
  private @Nullable HistogramLayout target;
  private @Nullable HistogramLayout source;
  private int[] runs = new int[12];
  private int size;

  /**
   * Finds the runs of both signs, but for the source's leading buckets inside the target's zero
   * bucket.
   *
   * @return false if the target lacks one of the buckets
   */
  boolean map(HistogramLayout target, HistogramLayout source) {
    if (this.target == target && this.source == source) {
      return true;
    }
    this.target = null;
    size = 0;
    boolean covered =
        side(target.positiveSpans(), 0, source.positiveSpans(), 0, target)
            && side(
                target.negativeSpans(),
                target.positiveBuckets(),
                source.negativeSpans(),
                source.positiveBuckets(),
                target);
    if (covered) {
      this.target = target;
      this.source = source;
    }
    return covered;
  }

  private boolean side(
      int[] theirs, int theirFirst, int[] ours, int first, HistogramLayout target) {
    int skip = target.isCustom() ? 0 : Spans.hidden(ours, target.schema(), target.zeroThreshold());
    int span = 0;
    int start = theirs.length > 0 ? theirs[0] : 0;
    int position = theirFirst;
    int index = 0;
    int from = first;
    for (int s = 0; s < ours.length; s += 2) {
      index += ours[s];
      int left = ours[s + 1];
      int skipped = Math.min(skip, left);
      skip -= skipped;
      index += skipped;
      from += skipped;
      left -= skipped;
      while (left > 0) {
        while (span < theirs.length && index >= start + theirs[span + 1]) {
          start += theirs[span + 1];
          position += theirs[span + 1];
          span += 2;
          start += span < theirs.length ? theirs[span] : 0;
        }
        if (span >= theirs.length || index < start) {
          return false;
        }
        int length = Math.min(left, start + theirs[span + 1] - index);
        add(position + index - start, from, length);
        index += length;
        from += length;
        left -= length;
      }
    }
    return true;
  }

  private void add(int to, int from, int length) {
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, 2 * size);
    }
    runs[size] = to;
    runs[size + 1] = from;
    runs[size + 2] = length;
    size += 3;
  }

  /** The triples; {@link #size} ints of them. */
  int[] runs() {
    return runs;
  }

  int size() {
    return size;
  }
}
