package io.promontory.frontend.app;

/** Where the queries under way are kept. */
@FunctionalInterface
public interface ActiveQueries {
  /** Keeps none. */
  ActiveQueries NONE = query -> () -> {};

  /** Notes that a query begins, from any thread. */
  Entry begin(String query);

  /** A query under way. */
  @FunctionalInterface
  interface Entry extends AutoCloseable {
    /** Notes that the query has ended, once. */
    @Override
    void close();
  }
}
