package io.promontory.series.chunk;

import java.util.Arrays;

/**
 * The buckets of one side (positive or negative) of two layouts, put together: those of a chunk
 * written so far, and those of a sample to append.
 */
final class BucketUnion {
  /** Where each bucket of the chunk, or of the sample, goes. */
  final int[] ofChunk;

  final int[] ofSample;

  /** Number of buckets of both. */
  final int size;

  private final int[] indices;

  BucketUnion(int[] chunkSpans, int chunkBuckets, int[] sampleSpans, int sampleBuckets) {
    int[] a = indices(chunkSpans, chunkBuckets);
    int[] b = indices(sampleSpans, sampleBuckets);
    ofChunk = new int[a.length];
    ofSample = new int[b.length];
    int[] united = new int[a.length + b.length];
    int to = 0;
    for (int i = 0, j = 0; i < a.length || j < b.length; to++) {
      boolean fromA = j == b.length || (i < a.length && a[i] <= b[j]);
      boolean fromB = i == a.length || (j < b.length && b[j] <= a[i]);
      united[to] = fromA ? a[i] : b[j];
      if (fromA) {
        ofChunk[i++] = to;
      }
      if (fromB) {
        ofSample[j++] = to;
      }
    }
    size = to;
    indices = united;
  }

  /** Whether the sample has buckets that the chunk lacks. */
  boolean chunkGrows() {
    return size > ofChunk.length;
  }

  /** Whether the chunk has buckets that the sample lacks. */
  boolean sampleGrows() {
    return size > ofSample.length;
  }

  /** The spans of all buckets, as few as can be. */
  int[] spans() {
    int[] spans = new int[2 * size];
    int used = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || indices[i] != indices[i - 1] + 1) {
        spans[used] = i == 0 ? indices[0] : indices[i] - indices[i - 1] - 1;
        used += 2;
      }
      spans[used - 1]++;
    }
    return Arrays.copyOf(spans, used);
  }

  /**
   * Whether a count fell from chunk to sample; a bucket that only the chunk has counts as 0 in the
   * sample.
   */
  boolean fell(double[] chunk, int chunkFrom, double[] sample, int sampleFrom) {
    int j = 0;
    for (int i = 0; i < ofChunk.length; i++) {
      while (j < ofSample.length && ofSample[j] < ofChunk[i]) {
        j++;
      }
      double before = chunk[chunkFrom + i];
      boolean shared = j < ofSample.length && ofSample[j] == ofChunk[i];
      if (shared ? before > sample[sampleFrom + j] : before != 0) {
        return true;
      }
    }
    return false;
  }

  private static int[] indices(int[] spans, int buckets) {
    int[] indices = new int[buckets];
    int at = 0;
    int index = 0;
    for (int s = 0; s < spans.length; s += 2) {
      index += spans[s];
      for (int i = 0; i < spans[s + 1]; i++) {
        indices[at++] = index++;
      }
    }
    return indices;
  }
}
