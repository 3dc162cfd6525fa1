package io.promontory.adapter.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The first characters of what a server sent, safe to show in an error. */
public final class Excerpt {
  private static final int LENGTH = 100;

  private Excerpt() {}

  /** At most 100 characters on one line; anything unprintable becomes a dot. */
  public static String of(byte[] bytes) {
    return of(new String(bytes, UTF_8));
  }

  /** As {@link #of(byte[])}. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    text.strip()
        .codePoints()
        .limit(LENGTH)
        .forEach(
            c -> out.appendCodePoint(isShowable(c) ? c : (Character.isWhitespace(c) ? ' ' : '.')));
    return out.toString();
  }

  private static boolean isShowable(int c) {
    return c == ' ' || (c > ' ' && c < 0x7f) || (c > 0xa0 && Character.isLetterOrDigit(c));
  }
}
