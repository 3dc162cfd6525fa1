package io.promontory.adapter.prometheus;

import io.promontory.adapter.http.Excerpt;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a streamed remote read answer into its frames: a uvarint length, the payload's CRC-32C in
 * four bytes (big-endian), the payload. Each payload gets an array of its own.
 */
final class FrameReader {
  private static final int BUFFER = 64 << 10;
  private static final int ALLOCATED_AT_ONCE = 4 << 20;

  private final String store;
  private final InputStream in;
  private final int maxFrameBytes;
  private final byte[] buffer = new byte[BUFFER];
  private final CRC32C crc = new CRC32C();
  private int position;
  private int limit;
  private long frames;

  FrameReader(String store, InputStream in, int maxFrameBytes) {
    this.store = store;
    this.in = in;
    this.maxFrameBytes = maxFrameBytes;
  }

  /**
   * The next payload, or null at the end of the answer.
   *
   * @throws StoreException if the stream breaks off, or is no stream of frames
   */
  byte @Nullable [] next() {
    try {
      if (!fill()) {
        return null;
      }
      int length = length();
      int expected = checksum();
      byte[] payload = payload(length);
      crc.reset();
      crc.update(payload);
      if ((int) crc.getValue() != expected) {
        throw corrupt("frame " + frames + " fails its checksum" + excerpt(payload));
      }
      frames++;
      return payload;
    } catch (IOException e) {
      throw new StoreException(store, Kind.UNAVAILABLE, "reading an answer: " + e.getMessage(), e);
    }
  }

  private int length() throws IOException {
    long length = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = read(0);
      length |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (length < 0 || length > maxFrameBytes) {
          break;
        }
        return (int) length;
      }
    }
    throw corrupt(
        "frame " + frames + " claims a length over the limit of " + maxFrameBytes + " bytes");
  }

  private int checksum() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | read(0);
    }
    return value;
  }

  private byte[] payload(int length) throws IOException {
    int buffered = Math.min(length, limit - position);
    byte[] payload = new byte[Math.min(length, ALLOCATED_AT_ONCE)];
    int filled = Math.min(buffered, payload.length);
    System.arraycopy(buffer, position, payload, 0, filled);
    position += filled;
    while (filled < length) {
      if (filled == payload.length) {
        payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * filled));
      }
      int count = in.read(payload, filled, payload.length - filled);
      if (count < 0) {
        throw brokenOff(length, Arrays.copyOf(payload, filled));
      }
      filled += count;
    }
    return payload;
  }

  private int read(int wanted) throws IOException {
    if (!fill()) {
      throw brokenOff(wanted, new byte[0]);
    }
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private StoreException brokenOff(int length, byte[] received) {
    return corrupt(
        "the answer breaks off inside frame "
            + frames
            + (length > 0 ? ", after " + received.length + " of " + length + " bytes" : "")
            + excerpt(received));
  }

  /** A server that fails in the middle can only write its error where a frame should be. */
  private static String excerpt(byte[] received) {
    int printable = 0;
    for (byte b : received) {
      printable += b >= ' ' && b < 0x7f ? 1 : 0;
    }
    return received.length > 0 && printable >= received.length - 2
        ? "; it reads: \"" + Excerpt.of(received) + "\""
        : "";
  }

  private StoreException corrupt(String message) {
    return new StoreException(store, Kind.CORRUPT, message);
  }
}
