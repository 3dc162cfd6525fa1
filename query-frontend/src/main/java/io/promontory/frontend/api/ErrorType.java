package io.promontory.frontend.api;

import java.util.Locale;

/** The API's words for failures, with the HTTP status of each. */
enum ErrorType {
  BAD_DATA(400),
  EXECUTION(422),
  CANCELED(499),
  TIMEOUT(503),
  /** A store did not deliver. */
  UNAVAILABLE(503),
  NOT_FOUND(404),
  INTERNAL(500);

  private final int status;

  ErrorType(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
