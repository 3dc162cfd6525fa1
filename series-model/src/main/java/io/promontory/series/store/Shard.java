package io.promontory.series.store;

import java.util.List;

/**
 * One slice of the series of a select: those whose hash over the chosen labels, modulo {@code
 * total}, is {@code index}. The hash is Thanos' (xxhash64, seed 0, of name 0xFF value 0xFF for each
 * chosen label in label order).
 *
 * @param by true: hash the named labels; false: hash all but the named labels
 */
public record Shard(long index, long total, boolean by, List<String> labels) {
  public Shard {
    labels = List.copyOf(labels);
  }
}
