package io.promontory.rules.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The nearest known word to a misspelt one. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * The sentence to put behind an error: {@code ; did you mean "stores"?}, or {@code ; known: a, b}
   * where nothing known is near.
   */
  public static String sentence(String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "; did you mean \"" + near + "\"?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? ""
                    : "; known: " + String.join(", ", known.stream().sorted().toList()));
  }

  /** The known word with the fewest edits to the given one, if they are few. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    int most = Math.max(1, Math.min(4, word.length() / 2));
    return known.stream()
        .filter(candidate -> edits(word, candidate) <= most)
        .min(
            Comparator.<String>comparingInt(candidate -> edits(word, candidate))
                .thenComparing(candidate -> candidate));
  }

  /** Levenshtein distance, letters compared without case. */
  private static int edits(String a, String b) {
    if (a.length() > 100) {
      return Integer.MAX_VALUE;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        row[j] = Math.min(previous[j - 1] + (same ? 0 : 1), Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
