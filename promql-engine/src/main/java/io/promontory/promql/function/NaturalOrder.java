package io.promontory.promql.function;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import java.util.Comparator;
import java.util.List;

/**
 * The order of {@code sort_by_label}: by the values of some labels, runs of digits compared as
 * numbers and everything else by bytes; series that tie are ordered by all their labels. A text
 * comes before those that continue it.
 */
public final class NaturalOrder {
  private NaturalOrder() {}

  public static Comparator<Labels> by(List<String> names) {
    Comparator<Labels> order = (_, _) -> 0;
    for (String name : names) {
      order = order.thenComparing(labels -> labels.getOrEmpty(name), NaturalOrder::compare);
    }
    return order.thenComparing(Comparator.naturalOrder());
  }

  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int iEnd = runEnd(a, i);
      int jEnd = runEnd(b, j);
      int order = compareRuns(a.substring(i, iEnd), b.substring(j, jEnd));
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : Utf8Order.INSTANCE.compare(a, b);
  }

  /** The end of the run of digits, or of anything else, that starts at an index. */
  private static int runEnd(String text, int from) {
    boolean digits = isDigit(text.charAt(from));
    int end = from + 1;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static int compareRuns(String a, String b) {
    if (isDigit(a.charAt(0)) && isDigit(b.charAt(0)) && fitsLong(a) && fitsLong(b)) {
      return Long.compare(Long.parseLong(a), Long.parseLong(b));
    }
    return Utf8Order.INSTANCE.compare(a, b);
  }

  private static boolean fitsLong(String digits) {
    String max = Long.toString(Long.MAX_VALUE);
    return digits.length() < max.length()
        || (digits.length() == max.length() && digits.compareTo(max) <= 0);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
