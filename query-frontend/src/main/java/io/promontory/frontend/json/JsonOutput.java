package io.promontory.frontend.json;

import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.GoFloats;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A buffer in front of an output stream with the primitives of Prometheus' JSON. Nothing reaches
 * the stream before the buffer is full or {@link #flush} is called. Not safe for concurrent use.
 */
public final class JsonOutput {
  /** Room that a point never exceeds. */
  private static final int POINT_ROOM = ApiTimes.MAX_BYTES + GoFloats.MAX_API_BYTES + 6;

  private final OutputStream sink;
  private final byte[] buffer;
  private int size;

  public JsonOutput(OutputStream sink) {
    this(sink, 1 << 16);
  }

  JsonOutput(OutputStream sink, int capacity) {
    this.sink = sink;
    this.buffer = new byte[Math.max(capacity, POINT_ROOM)];
  }

  /** Hands what is buffered to the stream, without flushing that. */
  public void flush() throws IOException {
    sink.write(buffer, 0, size);
    size = 0;
  }

  private void ensure(int room) throws IOException {
    if (buffer.length - size < room) {
      flush();
    }
  }

  public JsonOutput raw(char ascii) throws IOException {
    ensure(1);
    buffer[size++] = (byte) ascii;
    return this;
  }

  /** Writes ASCII text as it is: punctuation, and keys with their quotes. */
  @SuppressWarnings("deprecation") // the only copy of ASCII into bytes that does not allocate
  public JsonOutput raw(String ascii) throws IOException {
    int length = ascii.length();
    if (length > buffer.length) {
      flush();
      sink.write(ascii.getBytes(StandardCharsets.US_ASCII));
      return this;
    }
    ensure(length);
    ascii.getBytes(0, length, buffer, size);
    size += length;
    return this;
  }

  /** A quoted string. */
  public JsonOutput string(String text, Escaping escaping) throws IOException {
    raw('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      ensure(6);
      char c = text.charAt(i);
      if (c < 128) {
        if (escaping.passes(c)) {
          buffer[size++] = (byte) c;
        } else {
          escape(c, escaping);
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        utf8(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        basic(c, escaping);
      }
    }
    return raw('"');
  }

  private void escape(char c, Escaping escaping) {
    char letter =
        switch (c) {
          case '"', '\\' -> c;
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          case '\b' -> escaping == Escaping.HTML_SHORT ? 'b' : 0;
          case '\f' -> escaping == Escaping.HTML_SHORT ? 'f' : 0;
          default -> 0;
        };
    if (letter == 0) {
      unicode(c);
    } else {
      buffer[size++] = '\\';
      buffer[size++] = (byte) letter;
    }
  }

  private void unicode(int c) {
    buffer[size++] = '\\';
    buffer[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      buffer[size++] = (byte) Character.forDigit((c >> shift) & 0xf, 16);
    }
  }

  private void basic(char c, Escaping escaping) {
    if (Character.isSurrogate(c)) {
      if (escaping == Escaping.LABELS && c >= 0xdc80 && c <= 0xdcff) {
        buffer[size++] = (byte) c;
      } else {
        unicode(0xfffd);
      }
    } else if (escaping != Escaping.LABELS && (c == 0x2028 || c == 0x2029)) {
      unicode(c);
    } else {
      utf8(c);
    }
  }

  private void utf8(int c) {
    if (c < 0x800) {
      buffer[size++] = (byte) (0xc0 | (c >> 6));
    } else {
      if (c < 0x10000) {
        buffer[size++] = (byte) (0xe0 | (c >> 12));
      } else {
        buffer[size++] = (byte) (0xf0 | (c >> 18));
        continuation(c >> 12);
      }
      continuation(c >> 6);
    }
    continuation(c);
  }

  private void continuation(int bits) {
    buffer[size++] = (byte) (0x80 | (bits & 0x3f));
  }

  public JsonOutput number(long value) throws IOException {
    return raw(Long.toString(value));
  }

  /**
   * A float as a JSON number.
   *
   * @throws IllegalArgumentException for infinities and NaN, which JSON has no number for
   */
  public JsonOutput number(double value) throws IOException {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    // Go's encoder drops the zero that pads exponents: 1e-07 is written 1e-7.
    String text = GoFloats.api(value);
    int zero = text.length() - 2;
    boolean padded = zero > 1 && text.startsWith("e-0", zero - 2);
    return raw(padded ? text.substring(0, zero) + text.charAt(zero + 1) : text);
  }

  /** A time in ms as seconds: no fraction, or one of exactly three digits. */
  public JsonOutput timestamp(long ms) throws IOException {
    ensure(POINT_ROOM);
    size = ApiTimes.append(ms, buffer, size);
    return this;
  }

  /** A time in ms as seconds in the shortest digits, as scalar and string results carry it. */
  public JsonOutput shortTimestamp(long ms) throws IOException {
    return raw(ApiTimes.printShortest(ms));
  }

  /** {@code [time,"value"]}, the time in ms. */
  public JsonOutput point(long ms, double value) throws IOException {
    ensure(POINT_ROOM);
    byte[] out = buffer;
    int at = size;
    out[at++] = '[';
    at = ApiTimes.append(ms, out, at);
    out[at++] = ',';
    out[at++] = '"';
    at = GoFloats.appendApi(value, out, at);
    out[at++] = '"';
    out[at++] = ']';
    size = at;
    return this;
  }
}
