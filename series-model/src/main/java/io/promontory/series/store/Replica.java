package io.promontory.series.store;

import io.promontory.series.chunk.Chunk;
import java.util.List;

/**
 * What one of several sources of the same series holds of it, say one Prometheus of a pair that
 * scrapes the same targets. Chunks of one replica may overlap and are united by timestamp; those of
 * several are not, since each scraped at times of its own.
 *
 * @param name tells it from the others of its series; empty where there are none
 */
public record Replica(String name, List<Chunk> chunks) {
  public Replica {
    chunks = List.copyOf(chunks);
  }

  /** The same chunks under the name that a replica of a replicated source has. */
  public Replica under(String source) {
    return new Replica(name.isEmpty() ? source : source + "/" + name, chunks);
  }
}
