package io.promontory.rules.group;

import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.ForStateRestore;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.eval.VectorQuery;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What groups are evaluated with.
 *
 * @param queries answers on the terms of a group
 * @param restore null where there is nothing to restore from
 * @param workers for rules that may run side by side
 * @param turn which slots are recorded and told of
 */
public record Surroundings(
    Function<GroupTerms, VectorQuery> queries,
    SampleSink sink,
    AlertListener alerts,
    @Nullable ForStateRestore restore,
    RuleMetrics metrics,
    InstantSource clock,
    LongSupplier nanoClock,
    ExecutorService workers,
    Turn turn) {
  /** Those of a process that records everything. */
  public Surroundings(
      Function<GroupTerms, VectorQuery> queries,
      SampleSink sink,
      AlertListener alerts,
      @Nullable ForStateRestore restore,
      RuleMetrics metrics,
      InstantSource clock,
      LongSupplier nanoClock,
      ExecutorService workers) {
    this(queries, sink, alerts, restore, metrics, clock, nanoClock, workers, Turn.ALWAYS);
  }
}
