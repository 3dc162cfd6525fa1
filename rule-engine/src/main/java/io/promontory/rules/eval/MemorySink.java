package io.promontory.rules.eval;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.memory.AppendResult;
import io.promontory.series.store.memory.MemoryStore;

/** Keeps results in memory, each as soon as it is appended. */
public final class MemorySink implements SampleSink {
  private final MemoryStore store;

  public MemorySink(MemoryStore store) {
    this.store = store;
  }

  @Override
  public Transaction begin() {
    return new Transaction() {
      @Override
      public AppendResult append(QueryValue.Sample sample) {
        return sample.histogram() == null
            ? store.append(sample.labels(), sample.timestampMs(), sample.value())
            : store.append(sample.labels(), sample.timestampMs(), sample.histogram());
      }

      @Override
      public void commit() {
        // kept already
      }
    };
  }
}
