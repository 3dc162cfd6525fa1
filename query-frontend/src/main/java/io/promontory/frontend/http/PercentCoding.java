package io.promontory.frontend.http;

import io.promontory.series.text.Utf8Bytes;
import java.io.ByteArrayOutputStream;

/** Percent-encoding of URLs and forms, with bytes that are no UTF-8 kept apart. */
final class PercentCoding {
  private PercentCoding() {}

  /** An escape that is none; the message is Go's. */
  static final class BadEscapeException extends Exception {
    private static final long serialVersionUID = 1L;

    BadEscapeException(String escape) {
      super("invalid URL escape \"" + escape + "\"");
    }
  }

  /**
   * Decodes escapes, and pluses as blanks where {@code form} is true. Argument and result are text
   * as {@link Utf8Bytes} makes it.
   */
  static String decode(String encoded, boolean form) throws BadEscapeException {
    if (isPlain(encoded, form)) {
      return encoded;
    }
    byte[] bytes = Utf8Bytes.encode(encoded);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '%') {
        int high = i + 1 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
        int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
        if (high < 0 || low < 0) {
          int end = Math.min(i + 3, bytes.length);
          throw new BadEscapeException(Utf8Bytes.decode(bytes, i, end));
        }
        out.write((high << 4) | low);
        i += 2;
      } else {
        out.write(form && b == '+' ? ' ' : b);
      }
    }
    byte[] decoded = out.toByteArray();
    return Utf8Bytes.decode(decoded, 0, decoded.length);
  }

  private static boolean isPlain(String text, boolean form) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c >= 0x80 || (form && c == '+')) {
        return false;
      }
    }
    return true;
  }

  /** Encodes a path as Go prints it in a {@code Location}. */
  static String encodePath(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (byte b : Utf8Bytes.encode(path)) {
      char c = (char) (b & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter || "-_.~$&+,/:;=@".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
      }
    }
    return out.toString();
  }
}
