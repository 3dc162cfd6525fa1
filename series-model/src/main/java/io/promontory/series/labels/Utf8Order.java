package io.promontory.series.labels;

import java.util.Comparator;

/**
 * Orders strings by their unsigned UTF-8 bytes, as Prometheus and Thanos do.
 *
 * <p>{@link String#compareTo} orders UTF-16 units instead, and puts supplementary characters
 * (U+10000 and above, stored as surrogates D800..DFFF) before U+E000..U+FFFF. Lifting surrogates
 * above every other unit gives code point order, which is the order of the UTF-8 bytes.
 */
public final class Utf8Order implements Comparator<String> {
  public static final Utf8Order INSTANCE = new Utf8Order();

  private Utf8Order() {}

  @Override
  public int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Integer.compare(rank(x), rank(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }
}
