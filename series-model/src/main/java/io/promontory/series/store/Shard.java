package io.promontory.series.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * One slice of the series of a select: those whose hash over the chosen labels, modulo {@code
 * total}, is {@code index}. The hash is Thanos' (xxhash64, seed 0, of name 0xFF value 0xFF for each
 * chosen label in label order), and runs over the labels that leave the store: with external
 * labels, without replica labels.
 *
 * @param index from 0
 * @param total number of shards; less than 1 means that nothing is sharded
 * @param by true: hash the named labels; false: hash all but the named labels
 */
public record Shard(long index, long total, boolean by, List<String> labels) {
  public Shard {
    labels = List.copyOf(labels);
  }

  /** Whether a series belongs to this slice. */
  public boolean owns(Labels series) {
    return total < 1 || Long.remainderUnsigned(hash(series), total) == index;
  }

  /** The same slice for series that still carry labels which the hash must not see. */
  public Shard unseen(List<String> carried) {
    List<String> seen = new ArrayList<>(labels);
    seen.removeAll(carried);
    if (!by) {
      seen.addAll(carried);
    }
    return new Shard(index, total, by, seen);
  }

  private long hash(Labels series) {
    HashStream64 hash = Hashing.xxh64().hashStream();
    for (int i = 0; i < series.size(); i++) {
      if (labels.contains(series.name(i)) == by) {
        hash.putBytes(series.name(i).getBytes(UTF_8)).putByte((byte) 0xff);
        hash.putBytes(series.value(i).getBytes(UTF_8)).putByte((byte) 0xff);
      }
    }
    return hash.getAsLong();
  }
}
