package io.promontory.frontend.api;

/**
 * The similarity of Jaro and Winkler between a term and texts, 1 for equality: shared characters
 * that are not too far apart, less those out of order, with a bonus for a common start of up to
 * four characters (W. E. Winkler, "String Comparator Metrics", 1990).
 */
final class JaroWinkler {
  private static final int LONGEST_PREFIX = 4;
  private static final double PREFIX_WEIGHT = 0.1;

  private final String term;

  JaroWinkler(String term) {
    this.term = term;
  }

  double of(String text) {
    if (term.equals(text)) {
      return 1;
    }
    int[] a = term.codePoints().toArray();
    int[] b = text.codePoints().toArray();
    return a.length <= b.length ? similarity(a, b) : similarity(b, a);
  }

  private static double similarity(int[] shorter, int[] longer) {
    boolean[] taken = new boolean[longer.length];
    int[] shared = new int[shorter.length];
    int matches = 0;
    int reach = Math.max(longer.length / 2 - 1, 0);
    for (int i = 0; i < shorter.length; i++) {
      int end = Math.min(i + reach + 1, longer.length);
      for (int j = Math.max(i - reach, 0); j < end; j++) {
        if (!taken[j] && shorter[i] == longer[j]) {
          taken[j] = true;
          shared[matches++] = shorter[i];
          break;
        }
      }
    }
    if (matches == 0) {
      return 0;
    }
    int displaced = 0;
    int k = 0;
    for (int j = 0; j < longer.length; j++) {
      if (taken[j] && longer[j] != shared[k++]) {
        displaced++;
      }
    }
    double count = matches;
    double jaro =
        (count * (1.0 / shorter.length)
                + count * (1.0 / longer.length)
                + (count - displaced * 0.5) / count)
            / 3;
    return jaro + commonPrefix(shorter, longer) * PREFIX_WEIGHT * (1 - jaro);
  }

  private static int commonPrefix(int[] shorter, int[] longer) {
    int length = 0;
    while (length < Math.min(LONGEST_PREFIX, shorter.length) && shorter[length] == longer[length]) {
      length++;
    }
    return length;
  }
}
