package io.promontory.objectstore.block.index;

import io.promontory.series.text.Utf8Bytes;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of an index: that of the bytes, also where they are no UTF-8 and a text holds them as
 * {@link Utf8Bytes} does.
 */
final class TextOrder implements Comparator<String> {
  static final TextOrder INSTANCE = new TextOrder();

  private TextOrder() {}

  @Override
  public int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) || Character.isSurrogate(y)
            ? Arrays.compareUnsigned(Utf8Bytes.encode(a), Utf8Bytes.encode(b))
            : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
