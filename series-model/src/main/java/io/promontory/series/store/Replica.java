package io.promontory.series.store;

import io.promontory.series.chunk.Chunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one of several sources of the same series holds of it, say one Prometheus of a pair that
 * scrapes the same targets. Chunks of one replica may overlap and are united by timestamp; those of
 * several are not, since each scraped at times of its own.
 *
 * @param name tells it from the others of its series; empty where there are none
 * @param origin whose samples these are, where the query is traced; it decides nothing
 */
public record Replica(String name, List<Chunk> chunks, @Nullable Origin origin) {
  public Replica {
    chunks = List.copyOf(chunks);
  }

  /** Of whomever. */
  public Replica(String name, List<Chunk> chunks) {
    this(name, chunks, null);
  }

  /** The same replica with other chunks. */
  public Replica withChunks(List<Chunk> others) {
    return new Replica(name, others, origin);
  }

  /**
   * The same chunks as those of a store, or of the part of a store that they were known to be of.
   */
  public Replica from(String store) {
    return new Replica(name, chunks, Origin.of(store, this));
  }

  /** The same chunks under the name that a replica of a replicated source has. */
  public Replica under(String source) {
    return new Replica(name.isEmpty() ? source : source + "/" + name, chunks, origin);
  }
}
