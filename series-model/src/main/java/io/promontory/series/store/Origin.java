package io.promontory.series.store;

/**
 * Where samples came from.
 *
 * @param store the outermost store that gave them
 * @param replica which of the sources within that store; empty where it has one only
 */
public record Origin(String store, String replica) {
  /** That of a replica which a store has given. */
  static Origin of(String store, Replica replica) {
    Origin inner = replica.origin();
    return new Origin(store, inner == null ? replica.name() : inner.text());
  }

  /** For a reader: the store, and the source within it. */
  public String text() {
    return replica.isEmpty() ? store : store + "/" + replica;
  }
}
