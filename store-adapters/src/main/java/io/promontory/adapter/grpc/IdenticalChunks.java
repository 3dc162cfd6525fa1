package io.promontory.adapter.grpc;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves of equal chunks of one series the first. Copies of the same data behind one server come as
 * such; Thanos' proxies know them by their hashes, we by their bytes.
 */
final class IdenticalChunks {
  private IdenticalChunks() {}

  private record Key(Encoding encoding, ByteBuffer payload) {}

  /** The list itself where no chunk begins before an earlier one ends: then none can be equal. */
  static List<Chunk> dropped(List<Chunk> chunks) {
    if (!overlap(chunks)) {
      return chunks;
    }
    Set<Key> seen = new HashSet<>();
    List<Chunk> distinct = new ArrayList<>(chunks.size());
    for (Chunk chunk : chunks) {
      ByteBuffer payload = ByteBuffer.wrap(chunk.data(), chunk.offset(), chunk.length());
      if (seen.add(new Key(chunk.encoding(), payload))) {
        distinct.add(chunk);
      }
    }
    return distinct;
  }

  private static boolean overlap(List<Chunk> chunks) {
    long end = Long.MIN_VALUE;
    boolean first = true;
    for (Chunk chunk : chunks) {
      if (!first && chunk.minTime() <= end) {
        return true;
      }
      first = false;
      end = Math.max(end, chunk.maxTime());
    }
    return false;
  }
}
