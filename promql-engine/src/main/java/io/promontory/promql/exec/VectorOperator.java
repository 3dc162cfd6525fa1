package io.promontory.promql.exec;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A source of evaluated series; runs once. */
interface VectorOperator {
  /**
   * Evaluates all series, in order, in batches. Each batch fills a consumer of its own, perhaps on
   * another thread; filled consumers are handed over one after another, in order, on the thread of
   * the call.
   *
   * @param consumers makes consumers; called from any thread
   * @param inOrder takes a filled consumer; it may be used again afterwards
   */
  <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder);
}
