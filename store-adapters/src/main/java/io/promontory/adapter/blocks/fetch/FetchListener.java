package io.promontory.adapter.blocks.fetch;

/** Told how bytes came, for metrics; must not block or throw. Called by any thread. */
public interface FetchListener {
  /** Hears nothing. */
  FetchListener NONE = new FetchListener() {};

  /**
   * A call was answered, but not yet by the bucket: what it wanted, and what of it was cached.
   *
   * @param kind {@link CacheKind#INDEX} or {@link CacheKind#CHUNKS}
   * @param ranges wanted, and {@code hits} of them were in the cache
   * @param bytes wanted, and {@code hitBytes} of them were in the cache
   */
  default void lookedUp(CacheKind kind, int ranges, int hits, long bytes, long hitBytes) {}

  /**
   * Requests are about to be made.
   *
   * @param readBytes they will read, of which {@code wantedBytes} are wanted, the others in vain
   */
  default void planned(CacheKind kind, int requests, long readBytes, long wantedBytes) {}

  /**
   * A call begins to wait for the bucket: what it asks for runs side by side, as far as limits let
   * it.
   *
   * @param requests of all its files
   */
  default void asks(int requests) {}

  /** Something computed was asked for. */
  default void recalled(CacheKind kind, boolean hit) {}

  /** The cache has taken something. */
  default void kept(CacheKind kind, long bytes) {}

  /**
   * The cache has lost something.
   *
   * @param evicted true for want of room, else because something else holds its bytes as well
   */
  default void dropped(CacheKind kind, long bytes, boolean evicted) {}
}
