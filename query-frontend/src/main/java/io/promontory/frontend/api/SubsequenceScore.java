package io.promontory.frontend.api;

/**
 * Scores texts that hold the characters of a term in order, as Prometheus does: runs count by the
 * square of their length; every character skipped costs 1/length of the text, after the last match
 * half of that. The best start counts, the sum is divided by the square of the term's length, and
 * anything but equality stays just below 1.
 */
final class SubsequenceScore {
  private static final double BELOW_EXACT = 0.999;

  private final String term;
  private final int[] wanted;

  SubsequenceScore(String term) {
    this.term = term;
    this.wanted = term.codePoints().toArray();
  }

  /** 0 where the term is no subsequence of the text. */
  double of(String text) {
    if (term.equals(text)) {
      return 1;
    }
    int[] given = text.codePoints().toArray();
    double best = -1;
    for (int start = 0; start <= given.length - wanted.length; start++) {
      if (given[start] == wanted[0]) {
        double score = from(start, given);
        if (Double.isNaN(score)) {
          break;
        }
        best = Math.max(best, score);
      }
    }
    double longest = (double) wanted.length * wanted.length;
    return best < 0 ? 0 : best / longest * BELOW_EXACT;
  }

  /** The sum for the match that begins at a character; NaN where the term does not end. */
  private double from(int start, int[] given) {
    double cost = 1.0 / given.length;
    double score = 0;
    int matched = 0;
    int end = 0;
    int i = start;
    while (matched < wanted.length) {
      while (i < given.length && given[i] != wanted[matched]) {
        i++;
      }
      if (i == given.length) {
        return Double.NaN;
      }
      int runStart = i;
      while (matched < wanted.length && i < given.length && given[i] == wanted[matched]) {
        i++;
        matched++;
      }
      score -= (runStart - end) * cost;
      double run = i - runStart;
      score += run * run;
      end = i;
    }
    return score - (given.length - end) * cost * 0.5;
  }
}
