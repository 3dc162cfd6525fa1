package io.promontory.frontend.app;

import jakarta.servlet.http.HttpServletRequest;

/** Told of every query that has ended, answered or not. */
@FunctionalInterface
public interface QueryLog {
  /** For tests and tools that keep none. */
  QueryLog NONE = (request, event) -> {};

  /** Called once a query, on the request's thread, before the answer is written. */
  void ended(HttpServletRequest request, QueryEvent event);
}
