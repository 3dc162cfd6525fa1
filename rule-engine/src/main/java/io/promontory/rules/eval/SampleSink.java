package io.promontory.rules.eval;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.memory.AppendResult;

/**
 * Where the results of rules go: a store of our own, a remote one, or several. Safe for concurrent
 * transactions.
 */
@FunctionalInterface
public interface SampleSink {
  /** Begins to write the results of one rule at one time. */
  Transaction begin();

  /** Samples that are written together; not safe for concurrent use. */
  interface Transaction {
    /**
     * Adds a sample. Queries may see it at once; it is kept for sure after {@link #commit}.
     *
     * @return why it is refused, if it is; refused ones do no harm to others
     */
    AppendResult append(QueryValue.Sample sample);

    /**
     * Keeps the samples, as durably as the sink promises.
     *
     * @throws SinkException if they may be lost
     */
    void commit() throws SinkException;
  }
}
