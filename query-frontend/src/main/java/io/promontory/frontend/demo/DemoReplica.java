package io.promontory.frontend.demo;

import io.promontory.series.store.memory.MemoryStore;

/**
 * One Prometheus of the demo's pair: it scrapes what the other one does, but for a time when it was
 * away.
 *
 * @param awayFrom ms, inclusive
 * @param awayTo ms, exclusive; equal to {@code awayFrom} for one that always was there
 */
record DemoReplica(MemoryStore store, long awayFrom, long awayTo) {
  /** One that misses nothing. */
  static DemoReplica whole(MemoryStore store) {
    return new DemoReplica(store, 0, 0);
  }

  /** Whether it has a scrape of this time, ms. */
  boolean scrapes(long time) {
    return time < awayFrom || time >= awayTo;
  }
}
