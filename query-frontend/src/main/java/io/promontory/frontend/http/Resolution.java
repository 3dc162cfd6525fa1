package io.promontory.frontend.http;

import java.util.Map;

/** Where a request goes. */
sealed interface Resolution {
  /** To a resource. */
  record Found(Route route, Map<String, String> variables) implements Resolution {}

  /**
   * Elsewhere.
   *
   * @param location without the query string
   */
  record Redirect(int status, String location) implements Resolution {}

  /**
   * A question for the methods of a path, below /api/v1 asked by browsers before they cross
   * origins.
   */
  record Options(boolean api, String allow) implements Resolution {}

  /** The path exists, the method does not. */
  record MethodNotAllowed(String allow) implements Resolution {}

  /** Nowhere. */
  record NotFound() implements Resolution {}
}
