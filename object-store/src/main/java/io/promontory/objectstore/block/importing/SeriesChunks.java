package io.promontory.objectstore.block.importing;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes chunks of samples that come in any order: as in Prometheus' own import, a sample is kept if
 * it is later than all of its series before it.
 */
final class SeriesChunks implements SampleSink {
  private final ContentDigest digest;
  private final List<Chunk> chunks = new ArrayList<>();
  private OpenChunk open = new OpenChunk();
  private long last;
  private long outOfOrder;
  private long repeated;

  /**
   * @param digest of the block, gets the samples that are kept
   */
  SeriesChunks(ContentDigest digest) {
    this.digest = digest;
  }

  @Override
  public void add(long time, double value) {
    if (!open.isEmpty() && time <= last) {
      if (time == last) {
        repeated++;
      } else {
        outOfOrder++;
      }
      return;
    }
    Chunk full = open.append(time, value, 0);
    if (full != null) {
      chunks.add(full);
    }
    digest.sample(time, value);
    last = time;
  }

  /** The chunks of the series, of which there was a sample; begins another series. */
  List<Chunk> finish() {
    chunks.add(open.toChunk());
    List<Chunk> all = List.copyOf(chunks);
    chunks.clear();
    open = new OpenChunk();
    return all;
  }

  long outOfOrder() {
    return outOfOrder;
  }

  long repeated() {
    return repeated;
  }
}
