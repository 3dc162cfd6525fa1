package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;

/** What a request wants to know of how its query is answered, by the parameter {@code explain}. */
enum ExplainMode {
  /** Nothing: the answer is that of a Prometheus. */
  NONE,
  /** How it would be answered; nothing is read, and the result is empty. */
  PLAN,
  /** The result, with how it came about. */
  ANALYZE;

  static ExplainMode of(RequestParams params) {
    return switch (params.first("explain")) {
      case "", "none" -> NONE;
      case "plan" -> PLAN;
      case "analyze" -> ANALYZE;
      default ->
          throw ApiException.invalidParameter("explain", "want \"none\", \"plan\" or \"analyze\"");
    };
  }
}
