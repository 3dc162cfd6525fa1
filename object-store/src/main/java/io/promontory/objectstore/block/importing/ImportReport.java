package io.promontory.objectstore.block.importing;

/**
 * What an import of samples did.
 *
 * @param samples read from the input
 * @param written blocks that are in the bucket now and were not before
 * @param known blocks that were in the bucket before
 * @param outOfOrder samples left out since a later one of their series came before them in the
 *     input
 * @param repeated samples left out since there was one of the same series and time
 * @param beforeEpoch samples left out since they are from before 1970
 */
public record ImportReport(
    long samples, int written, int known, long outOfOrder, long repeated, long beforeEpoch) {
  /** Samples of the input that are in no block. */
  public long leftOut() {
    return outOfOrder + repeated + beforeEpoch;
  }
}
