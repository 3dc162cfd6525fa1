package io.promontory.promql.promqltest;

/** Takes a line apart at blanks. */
final class Words {
  private String rest;

  Words(String line) {
    rest = line.strip();
  }

  /** The next word, empty at the end. */
  String next() {
    int end = 0;
    while (end < rest.length() && !isBlank(rest.charAt(end))) {
      end++;
    }
    String word = rest.substring(0, end);
    rest = rest.substring(end).strip();
    return word;
  }

  /** Takes the next word if it is this one. */
  boolean take(String word) {
    boolean taken =
        rest.startsWith(word)
            && (rest.length() == word.length() || isBlank(rest.charAt(word.length())));
    if (taken) {
      next();
    }
    return taken;
  }

  /** All that is left. */
  String rest() {
    return rest;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
