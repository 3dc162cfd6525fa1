package io.promontory.series.text;

import java.io.ByteArrayOutputStream;

/**
 * UTF-8 that need not be valid. A byte that belongs to no valid sequence is held in a string as an
 * unpaired surrogate U+DC80..U+DCFF, so that every byte string has a string and the way back.
 */
public final class Utf8Bytes {
  /** What {@link #codePoint} returns for a byte that belongs to no valid sequence. */
  public static final int INVALID = -1;

  private Utf8Bytes() {}

  public static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      append(c, out);
      i += Character.charCount(c);
    }
    return out.toByteArray();
  }

  public static String decode(byte[] bytes, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    for (int i = from; i < to; ) {
      int c = codePoint(bytes, i, to);
      if (c == INVALID) {
        out.append((char) (0xdc00 | (bytes[i++] & 0xff)));
      } else {
        out.appendCodePoint(c);
        i += width(c);
      }
    }
    return out.toString();
  }

  /** Appends a code point as UTF-8, an escaped byte as that byte. */
  public static void append(int c, ByteArrayOutputStream out) {
    if (c < 0x80) {
      out.write(c);
    } else if (c >= 0xdc80 && c <= 0xdcff) {
      out.write(c & 0xff);
    } else if (c >= 0xd800 && c <= 0xdfff) {
      append(0xfffd, out);
    } else {
      int width = width(c);
      out.write(((0xf00 >> width) & 0xff) | (c >> (6 * (width - 1))));
      for (int shift = 6 * (width - 2); shift >= 0; shift -= 6) {
        out.write(0x80 | ((c >> shift) & 0x3f));
      }
    }
  }

  /** The code point that starts at an index below {@code to}, or {@link #INVALID}. */
  public static int codePoint(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xff;
    if (lead < 0x80) {
      return lead;
    }
    int width = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (width == 0 || at + width > to) {
      return INVALID;
    }
    int c = lead & (0x7f >> width);
    for (int i = 1; i < width; i++) {
      int next = bytes[at + i] & 0xff;
      if (next >> 6 != 2) {
        return INVALID;
      }
      c = (c << 6) | (next & 0x3f);
    }
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return width(c) != width || surrogate || c > Character.MAX_CODE_POINT ? INVALID : c;
  }

  /** How many bytes a code point takes. */
  public static int width(int c) {
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
}
