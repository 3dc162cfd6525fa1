package io.promontory.series.store;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One series of an answer: its labels and what its replicas hold, mostly one. Immutable; may
 * outlive its set.
 */
public record Series(Labels labels, List<Replica> replicas) {
  public Series {
    replicas = List.copyOf(replicas);
    if (replicas.isEmpty()) {
      throw new IllegalArgumentException("a series without a replica: " + labels);
    }
  }

  /** A series of one replica; without chunks where the request skipped them. */
  public static Series of(Labels labels, List<Chunk> chunks) {
    return new Series(labels, List.of(new Replica("", chunks)));
  }

  /** The same chunks under other labels. */
  public Series withLabels(Labels other) {
    return new Series(other, replicas);
  }

  /** The same labels and chunks, with each replica's name behind that of a source. */
  public Series underReplica(String source) {
    return source.isEmpty() ? this : withReplicas(replica -> replica.under(source));
  }

  /** The same series, its replicas known to be of a store. */
  public Series from(String store) {
    return withReplicas(replica -> replica.from(store));
  }

  private Series withReplicas(UnaryOperator<Replica> change) {
    return new Series(
        labels,
        replicas.size() == 1
            ? List.of(change.apply(replicas.getFirst()))
            : replicas.stream().map(change).toList());
  }

  /** Whether several sources hold samples of their own. */
  public boolean isReplicated() {
    return replicas.size() > 1;
  }

  /** The chunks of all replicas, one replica behind the other. */
  public List<Chunk> chunks() {
    if (replicas.size() == 1) {
      return replicas.getFirst().chunks();
    }
    List<Chunk> all = new ArrayList<>();
    replicas.forEach(replica -> all.addAll(replica.chunks()));
    return List.copyOf(all);
  }
}
