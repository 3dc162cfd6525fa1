package io.promontory.adapter.blocks.select;

/**
 * How many series a stream reads at once.
 *
 * @param firstSeries of the first batch, so that an answer begins early
 * @param mostSeries of later ones
 * @param chunkBytes of a batch, about
 */
record BatchSizes(int firstSeries, int mostSeries, int chunkBytes) {
  private static final int FIRST = 1024;
  private static final int MOST = 4096;
  private static final int LEAST = 16;
  private static final int MOST_CHUNK_BYTES = 4 << 20;
  private static final int LEAST_CHUNK_BYTES = 32 << 10;

  /** Bytes of chunks that all streams of a select may have in memory at once, about. */
  private static final long ALL_CHUNK_BYTES = 64L << 20;

  /** Of one stream among several that are read at the same time; each has about three batches. */
  static BatchSizes among(int streams) {
    long share = ALL_CHUNK_BYTES / (3L * Math.max(1, streams));
    int chunkBytes = Math.clamp(share, LEAST_CHUNK_BYTES, MOST_CHUNK_BYTES);
    int most = Math.max(LEAST, (int) ((long) MOST * chunkBytes / MOST_CHUNK_BYTES));
    return new BatchSizes(Math.min(FIRST, most), most, chunkBytes);
  }
}
