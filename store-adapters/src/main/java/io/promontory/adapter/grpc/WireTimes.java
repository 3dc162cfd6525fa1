package io.promontory.adapter.grpc;

import com.google.protobuf.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;

/** Points in time as messages, and back; year 1 is how servers say that there was none. */
public final class WireTimes {
  private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private WireTimes() {}

  public static Timestamp toWire(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  /** Year 1 where the message holds no time that there is. */
  static Instant fromWire(Timestamp message) {
    try {
      return Instant.ofEpochSecond(message.getSeconds(), message.getNanos());
    } catch (DateTimeException | ArithmeticException e) {
      return NEVER;
    }
  }
}
