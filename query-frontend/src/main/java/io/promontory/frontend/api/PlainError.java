package io.promontory.frontend.api;

import jakarta.ws.rs.core.Response;

/** Errors of the endpoints that do not speak JSON, in the form of Go's {@code http.Error}. */
final class PlainError {
  private PlainError() {}

  static Response of(int status, String text) {
    return Response.status(status)
        .header("X-Content-Type-Options", "nosniff")
        .type("text/plain; charset=utf-8")
        .entity(text + "\n")
        .build();
  }
}
