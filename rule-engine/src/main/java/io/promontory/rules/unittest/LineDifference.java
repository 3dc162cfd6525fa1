package io.promontory.rules.unittest;

import java.util.ArrayList;
import java.util.List;

/**
 * What lines are to be removed and added to make one text of another, in the colours of a terminal:
 * by the longest common subsequence, in a table of all pairs of lines.
 */
final class LineDifference {
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";

  /** Of longer texts all is removed and added. */
  private static final int MOST_LINES = 1_000;

  private LineDifference() {}

  /** All lines of both, once where they are in both. */
  static List<String> between(List<String> expected, List<String> got) {
    int[][] common = common(expected, got);
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < expected.size() || j < got.size()) {
      if (common.length > 0
          && i < expected.size()
          && j < got.size()
          && expected.get(i).equals(got.get(j))) {
        lines.add("  " + expected.get(i));
        i++;
        j++;
      } else if (i < expected.size()
          && (j == got.size() || common.length == 0 || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(RED + "- " + expected.get(i++) + PLAIN);
      } else {
        lines.add(GREEN + "+ " + got.get(j++) + PLAIN);
      }
    }
    return lines;
  }

  /** How many lines the rests from each pair of lines on have in common; empty for too many. */
  private static int[][] common(List<String> a, List<String> b) {
    if (a.size() > MOST_LINES || b.size() > MOST_LINES) {
      return new int[0][];
    }
    int[][] common = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        common[i][j] =
            a.get(i).equals(b.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
