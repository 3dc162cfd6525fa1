package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.api.PackedTexts;
import io.promontory.series.matcher.Matcher;

/** Finds what somebody types in values, without a regular expression for each. */
final class TypedFilter implements PackedTexts.Filter {
  private final byte[] wanted;
  private final boolean begins;
  private final boolean anyCase;
  private final Matcher matcher;

  /**
   * @param matcher says the same as the text; decides where another character than an ASCII one may
   *     count as an ASCII one in another case
   */
  TypedFilter(TypedText text, Matcher matcher) {
    this.wanted = text.text().getBytes(UTF_8);
    this.begins = text.begins();
    this.anyCase = text.anyCase();
    this.matcher = matcher;
  }

  @Override
  public boolean fits(byte[] bytes, int from, int to) {
    return has(bytes, from, to)
        || (anyCase
            && isBeyondAscii(bytes, from, to)
            && matcher.matches(new String(bytes, from, to - from, UTF_8)));
  }

  /** Whether a text has the wanted one, which is not empty. */
  private boolean has(byte[] bytes, int from, int to) {
    int last = begins ? Math.min(from, to - wanted.length) : to - wanted.length;
    byte first = wanted[0];
    byte other = anyCase && first >= 'a' && first <= 'z' ? (byte) (first - 32) : first;
    for (int at = from; at <= last; at++) {
      if (bytes[at] != first && bytes[at] != other) {
        continue;
      }
      int i = 1;
      while (i < wanted.length && isSame(bytes[at + i], wanted[i])) {
        i++;
      }
      if (i == wanted.length) {
        return true;
      }
    }
    return false;
  }

  /** Whether a byte is a wanted one, which is in lower case where the case does not count. */
  private boolean isSame(byte one, byte wanted) {
    return one == wanted || (anyCase && one >= 'A' && one <= 'Z' && one + ('a' - 'A') == wanted);
  }

  private static boolean isBeyondAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return true;
      }
    }
    return false;
  }
}
