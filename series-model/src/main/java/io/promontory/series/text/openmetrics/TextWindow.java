package io.promontory.series.text.openmetrics;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The entry of a stream that is being read, as bytes that lie together, and what was read ahead of
 * it. Offsets count from the entry's first byte, since the bytes move when more are read.
 */
final class TextWindow {
  /** Longer entries are refused. */
  static final int MOST_ENTRY_BYTES = 16 << 20;

  private final InputStream in;
  private byte[] bytes = new byte[256 << 10];
  private int start;
  private int at;
  private int limit;
  private long before;
  private boolean ended;

  TextWindow(InputStream in) {
    this.in = in;
  }

  /** Lets an entry begin with the next byte. */
  void begin() {
    start = at;
  }

  /** The next byte, or -1 at the end. */
  int peek() throws IOException {
    return at < limit || fill() ? bytes[at] & 0xff : -1;
  }

  /** Goes on behind the next byte, which is there. */
  void skip() {
    at++;
  }

  /** Where the next byte is in the entry. */
  int offset() {
    return at - start;
  }

  /** The array that holds the entry; another one after each call that reads. */
  byte[] bytes() {
    return bytes;
  }

  /** Index of the entry's first byte in {@link #bytes}. */
  int start() {
    return start;
  }

  /** Bytes of the stream before the next one. */
  long position() {
    return before + at;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, limit - start);
      before += start;
      at -= start;
      limit -= start;
      start = 0;
    }
    if (limit == bytes.length) {
      if (bytes.length >= MOST_ENTRY_BYTES) {
        throw new EntryTooLongException();
      }
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int read = in.read(bytes, limit, bytes.length - limit);
    if (read < 0) {
      ended = true;
      return false;
    }
    limit += read;
    return read > 0 || fill();
  }

  /** An entry goes on and on. */
  static final class EntryTooLongException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
