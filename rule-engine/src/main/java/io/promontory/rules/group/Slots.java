package io.promontory.rules.group;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;

/**
 * The times at which a group is due: an interval apart, shifted by a hash of the group, so that
 * groups spread over the interval and each keeps its times over restarts. Prometheus evaluates a
 * group of the same file, name and interval at the same times.
 */
public final class Slots {
  private static final long SECOND = 1_000_000_000L;

  private final long interval;
  private final long offset;

  public Slots(GroupKey key, Duration interval) {
    this.interval = interval.toNanos();
    if (this.interval <= 0) {
      throw new IllegalArgumentException("interval of group " + key + " must be positive");
    }
    this.offset = Long.remainderUnsigned(hash(key), this.interval);
  }

  /** xxhash64 of the label set {file, name} in the form in which Prometheus keeps labels. */
  private static long hash(GroupKey key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    append("file", bytes);
    append(key.file(), bytes);
    append("name", bytes);
    append(key.name(), bytes);
    return Hashing.xxh64().hashBytesToLong(bytes.toByteArray());
  }

  /** One byte of length, or 255 and three bytes, least first; then the text. */
  private static void append(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length < 255) {
      out.write(bytes.length);
    } else {
      out.write(255);
      out.write(bytes.length);
      out.write(bytes.length >> 8);
      out.write(bytes.length >> 16);
    }
    out.writeBytes(bytes);
  }

  public Duration interval() {
    return Duration.ofNanos(interval);
  }

  /** How many slots are after one and not after a later one. */
  long between(Instant earlier, Instant later) {
    return Duration.between(earlier, later).toNanos() / interval;
  }

  /** The latest slot that is not after a time. */
  public Instant before(Instant time) {
    long nanos = time.getEpochSecond() * SECOND + time.getNano();
    long slot = Math.floorDiv(nanos - offset, interval) * interval + offset;
    return Instant.ofEpochSecond(Math.floorDiv(slot, SECOND), Math.floorMod(slot, SECOND));
  }
}
