package io.promontory.promql.exec;

import java.util.concurrent.atomic.AtomicLong;

/** The batches of one operator, in use and idle, and the memory of their columns. */
final class SeriesBatches implements AutoCloseable {
  private final Recycler<SeriesBatch> batches;
  private final SampleMemory memory;
  private final AtomicLong held = new AtomicLong();

  SeriesBatches(int steps, SampleMemory memory) {
    this.memory = memory;
    this.batches =
        new Recycler<>(
            () -> new SeriesBatch(steps, () -> held.addAndGet(memory.holdAtWork(steps))));
  }

  SeriesBatch take() {
    return batches.take();
  }

  /** Takes back a batch that has been looked at. */
  void giveBack(SeriesBatch batch) {
    batch.clear();
    batches.giveBack(batch);
  }

  @Override
  public void close() {
    memory.release(held.getAndSet(0));
  }
}
