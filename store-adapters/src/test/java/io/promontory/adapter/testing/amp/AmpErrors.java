package io.promontory.adapter.testing.amp;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The shapes in which AMP says no. */
final class AmpErrors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AmpErrors() {}

  /** Of AWS' front: a code in a header, a sentence in JSON, no envelope. */
  static WireAnswer front(int status, String code, String message, InstantSource clock) {
    String body = JSON.createObjectNode().put("message", message).toString();
    return WireAnswer.of(status, "application/json", body)
        .with("x-amzn-ErrorType", code)
        .with(
            "x-amzn-RequestId",
            UUID.nameUUIDFromBytes(message.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString())
        .with(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC)));
  }

  /** Of the query engine: Prometheus' envelope, declared as plain text. */
  static WireAnswer engine(int status, String type, String error) {
    String body =
        JSON.createObjectNode()
            .put("status", "error")
            .put("errorType", type)
            .put("error", error)
            .toString();
    return WireAnswer.of(status, "text/plain; charset=utf-8", body);
  }
}
