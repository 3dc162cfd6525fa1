package io.promontory.objectstore.block.importing;

import io.promontory.objectstore.block.Ulid;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.Utf8Bytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;

/**
 * Names a block by its content: the 80 bits of a ULID that are random elsewhere are the first of
 * the SHA-256 of external labels, series and samples. The same input gives the same block, however
 * often it is imported, and however it is encoded.
 */
final class ContentDigest {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(16 << 10);

  ContentDigest(Labels externalLabels) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    series(externalLabels);
  }

  /** The samples that follow are of this series. */
  void series(Labels labels) {
    number(Long.MIN_VALUE);
    number(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      text(labels.name(i));
      text(labels.value(i));
    }
  }

  void sample(long time, double value) {
    number(time);
    number(Double.doubleToRawLongBits(value));
  }

  /** The name of a block of all that, made now. */
  Ulid ulid(InstantSource clock) {
    flush();
    ByteBuffer sum = ByteBuffer.wrap(digest.digest());
    int upper = sum.getShort() & 0xffff;
    return new Ulid(clock.millis() << 16 | upper, sum.getLong());
  }

  /** Whether two blocks have the same content by their names. */
  static boolean same(Ulid a, Ulid b) {
    return a.low() == b.low() && ((a.high() ^ b.high()) & 0xffff) == 0;
  }

  private void text(String text) {
    byte[] bytes = Utf8Bytes.encode(text);
    number(bytes.length);
    flush();
    digest.update(bytes);
  }

  private void number(long number) {
    if (buffer.remaining() < Long.BYTES) {
      flush();
    }
    buffer.putLong(number);
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }
}
