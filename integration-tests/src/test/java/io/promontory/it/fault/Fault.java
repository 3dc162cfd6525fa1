package io.promontory.it.fault;

/** What can go wrong between a server and its client. */
enum Fault {
  NONE(false, false),
  REFUSES(true, false),
  HANGS(true, true),
  RESETS_MID_BODY(true, false),
  TRUNCATES(true, false),
  DRIPS(true, true),
  ANSWERS_HTML(true, false),
  ANSWERS_AN_ERROR_WITH_200(true, false),
  ANSWERS_401(true, false),
  ANSWERS_403(true, false),
  ANSWERS_429(true, false),
  ANSWERS_500(true, false),
  ANSWERS_503(true, false),
  /** The first request of the case is answered with 503, the others pass. */
  IS_BUSY_ONCE(false, false),
  /** The server's clock is decades behind. */
  HAS_AN_OLD_CLOCK(false, false);

  /** Whether no whole answer can come of it. */
  final boolean fatal;

  /** Whether time is what there is not enough of. */
  final boolean late;

  Fault(boolean fatal, boolean late) {
    this.fatal = fatal;
    this.late = late;
  }

  /** The whole answer that is sent instead of the server's, or null where that one passes. */
  String canned() {
    return switch (this) {
      case ANSWERS_HTML -> response("200 OK", "text/html", "<html>Sign in, please</html>");
      case ANSWERS_AN_ERROR_WITH_200 ->
          response(
              "200 OK",
              "application/json",
              "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"disk is full\"}");
      case ANSWERS_401 -> response("401 Unauthorized", "text/plain", "who are you?");
      case ANSWERS_403 -> response("403 Forbidden", "text/plain", "not you");
      case ANSWERS_429 -> response("429 Too Many Requests", "text/plain", "slow down");
      case ANSWERS_500 -> response("500 Internal Server Error", "text/plain", "oops");
      case ANSWERS_503, IS_BUSY_ONCE -> response("503 Service Unavailable", "text/plain", "busy");
      default -> null;
    };
  }

  private static String response(String status, String type, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.length()
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }
}
