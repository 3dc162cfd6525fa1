package io.promontory.rules.remotewrite;

import java.util.Map;
import java.util.Optional;

/** The versions of remote write. */
public enum WriteProtocol {
  V1("prometheus.WriteRequest", "application/x-protobuf", "0.1.0"),
  V2(
      "io.prometheus.write.v2.Request",
      "application/x-protobuf;proto=io.prometheus.write.v2.Request",
      "2.0.0");

  private final String message;
  private final Map<String, String> headers;

  WriteProtocol(String message, String contentType, String version) {
    this.message = message;
    this.headers =
        Map.of(
            "Content-Type",
            contentType,
            "Content-Encoding",
            "snappy",
            "X-Prometheus-Remote-Write-Version",
            version);
  }

  /** The version with a message, as configurations name it. */
  public static Optional<WriteProtocol> of(String message) {
    for (WriteProtocol protocol : values()) {
      if (protocol.message.equals(message)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  /** Full name of the message. */
  public String message() {
    return message;
  }

  /** Of each request. */
  Map<String, String> headers() {
    return headers;
  }
}
