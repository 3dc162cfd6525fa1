package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.matcher.Matcher;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts in one array of UTF-8, in the order they came in: a few bytes a text, and quick to look
 * through.
 */
final class PackedTexts {
  private final byte[] bytes;

  /** Where each text ends. */
  private final int[] ends;

  private PackedTexts(byte[] bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  static PackedTexts of(List<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 * texts.size());
    int[] ends = new int[texts.size()];
    for (int i = 0; i < ends.length; i++) {
      bytes.writeBytes(texts.get(i).getBytes(UTF_8));
      ends[i] = bytes.size();
    }
    return new PackedTexts(bytes.toByteArray(), ends);
  }

  /** Bytes it takes. */
  long size() {
    return bytes.length + (long) Integer.BYTES * ends.length;
  }

  /**
   * The first that fit.
   *
   * @param matcher says the same as the text; decides where another character than an ASCII one may
   *     count as an ASCII one in another case
   * @param limit most of them
   */
  List<String> fitting(TypedText text, Matcher matcher, int limit) {
    byte[] wanted = text.text().getBytes(UTF_8);
    List<String> found = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < ends.length && found.size() < limit; i++) {
      int to = ends[i];
      if (has(wanted, from, to, text)
          || (text.anyCase() && isBeyondAscii(from, to) && matcher.matches(text(from, to)))) {
        found.add(text(from, to));
      }
      from = to;
    }
    return found;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, UTF_8);
  }

  /** Whether a text has the wanted one, which is not empty. */
  private boolean has(byte[] wanted, int from, int to, TypedText text) {
    int last = text.begins() ? Math.min(from, to - wanted.length) : to - wanted.length;
    byte first = wanted[0];
    byte other = text.anyCase() && first >= 'a' && first <= 'z' ? (byte) (first - 32) : first;
    for (int at = from; at <= last; at++) {
      if (bytes[at] != first && bytes[at] != other) {
        continue;
      }
      int i = 1;
      while (i < wanted.length && isSame(bytes[at + i], wanted[i], text.anyCase())) {
        i++;
      }
      if (i == wanted.length) {
        return true;
      }
    }
    return false;
  }

  /** Whether a byte is a wanted one, which is in lower case where the case does not count. */
  private static boolean isSame(byte one, byte wanted, boolean anyCase) {
    return one == wanted || (anyCase && one >= 'A' && one <= 'Z' && one + ('a' - 'A') == wanted);
  }

  private boolean isBeyondAscii(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return true;
      }
    }
    return false;
  }
}
