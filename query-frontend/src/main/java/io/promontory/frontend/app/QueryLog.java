package io.promontory.frontend.app;

/** Told of every query that has ended, answered or not. */
@FunctionalInterface
public interface QueryLog {
  /** For tests and tools that keep none. */
  QueryLog NONE = (origin, event) -> {};

  /** Called once a query, on the thread that asked, before the answer is written. */
  void ended(QueryOrigin origin, QueryEvent event);
}
