package io.promontory.frontend.api;

/** A request that is answered with an error; the message is what the client reads. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;
  private final int status;

  ApiException(ErrorType type, String message) {
    this(type, type.status(), message);
  }

  private ApiException(ErrorType type, int status, String message) {
    super(message, null, false, false);
    this.type = type;
    this.status = status;
  }

  static ApiException badData(String message) {
    return new ApiException(ErrorType.BAD_DATA, message);
  }

  /** {@code invalid parameter "limit": ...}. */
  static ApiException invalidParameter(String name, String fault) {
    return badData("invalid parameter \"" + name + "\": " + fault);
  }

  static ApiException badData(RuntimeException fault) {
    return badData(String.valueOf(fault.getMessage()));
  }

  static ApiException invalidParameter(String name, RuntimeException fault) {
    return invalidParameter(name, String.valueOf(fault.getMessage()));
  }

  /** An endpoint that is switched off; Prometheus answers 500, not 503. */
  static ApiException disabled(String message) {
    return new ApiException(ErrorType.UNAVAILABLE, 500, message);
  }

  /** What is switched off by the configuration. */
  static ApiException forbidden(String message) {
    return new ApiException(ErrorType.UNAVAILABLE, 403, message);
  }

  ErrorType type() {
    return type;
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
