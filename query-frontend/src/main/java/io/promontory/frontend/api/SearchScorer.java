package io.promontory.frontend.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How well a name or value fits what was searched for: from 0, not at all, to 1. */
@FunctionalInterface
interface SearchScorer {
  /** The score, or a negative number where the text is not among the results. */
  double score(String text);

  /** The fuzzy algorithms by the API's words. */
  enum Algorithm {
    SUBSEQUENCE,
    JAROWINKLER;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  double REJECTED = -1;

  /** Accepts everything. */
  SearchScorer ALL = text -> 1;

  /**
   * Accepts what any of the terms accepts; empty terms count for nothing.
   *
   * @param threshold least score of a fuzzy match, 0 to 1
   */
  static SearchScorer of(
      List<String> terms, Algorithm algorithm, double threshold, boolean caseSensitive) {
    List<SearchScorer> scorers = new ArrayList<>();
    for (String term : terms) {
      if (!term.isEmpty()) {
        String folded = caseSensitive ? term : term.toLowerCase(Locale.ROOT);
        scorers.add(
            algorithm == Algorithm.SUBSEQUENCE
                ? subsequence(folded, threshold)
                : jaroWinkler(folded, threshold));
      }
    }
    if (scorers.isEmpty()) {
      return ALL;
    }
    return text -> {
      String folded = caseSensitive ? text : text.toLowerCase(Locale.ROOT);
      return scorers.stream().mapToDouble(scorer -> scorer.score(folded)).max().orElse(REJECTED);
    };
  }

  private static SearchScorer subsequence(String term, double threshold) {
    SubsequenceScore subsequence = new SubsequenceScore(term);
    return text -> {
      if (text.startsWith(term)) {
        return 1;
      }
      double score = subsequence.of(text);
      return score > 0 && score >= threshold ? score : REJECTED;
    };
  }

  /** A substring counts by its place; failing that, a positive threshold allows similar texts. */
  private static SearchScorer jaroWinkler(String term, double threshold) {
    JaroWinkler similarity = new JaroWinkler(term);
    return text -> {
      double score = substring(term, text);
      if (score >= 0 || threshold <= 0) {
        return score;
      }
      double similar = similarity.of(text);
      return similar >= threshold ? similar : REJECTED;
    };
  }

  /** 1 for a prefix, down to 0.1 for a suffix, in characters. */
  private static double substring(String term, String text) {
    int at = text.indexOf(term);
    if (at <= 0) {
      return at == 0 ? 1 : REJECTED;
    }
    int before = text.codePointCount(0, at);
    int last = text.codePointCount(0, text.length()) - term.codePointCount(0, term.length());
    return 1 - 0.9 * before / last;
  }
}
