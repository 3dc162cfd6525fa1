package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.GoStrings;
import io.promontory.series.text.TextFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The parameters that the search endpoints share, checked in Prometheus' order. */
record SearchParams(
    TimeRange range,
    List<List<Matcher>> selectors,
    SearchScorer scorer,
    Order order,
    boolean includeScore,
    int limit,
    int batchSize) {
  private static final int MOST_TERMS = 32;
  private static final int MOST_RESULTS = 10_000;
  private static final int DEFAULT_RESULTS = 100;

  /** How results are sorted. */
  enum Order {
    ASCENDING,
    DESCENDING,
    BEST_FIRST
  }

  static SearchParams of(
      RequestParams params, Expressions expressions, Instant now, String endpoint) {
    TimeRange range = range(params, now);
    List<List<Matcher>> selectors = expressions.selectors(params.all("match[]"));
    List<String> terms = params.all("search[]");
    if (terms.size() > MOST_TERMS) {
      throw ApiException.badData(
          "too many search[] terms: got " + terms.size() + ", maximum is " + MOST_TERMS);
    }
    double threshold = threshold(params) / 100.0;
    SearchScorer.Algorithm algorithm = algorithm(params);
    boolean caseSensitive = bool(params, "case_sensitive", true);
    boolean includeScore = bool(params, "include_score", false);
    String sortBy = params.first("sort_by");
    String direction = direction(params, sortBy);
    if (sortBy.equals("score") && terms.isEmpty()) {
      throw ApiException.badData("sort_by=score requires search[] to be set");
    }
    int limit = limit(params);
    int batchSize = positive(params, "batch_size", DEFAULT_RESULTS);
    if (!List.of("", "alpha", "score").contains(sortBy)) {
      throw ApiException.badData(
          "invalid sort_by "
              + GoStrings.quote(sortBy)
              + " for "
              + endpoint
              + ": must be \"alpha\" or \"score\"");
    }
    Order order =
        sortBy.equals("score")
            ? Order.BEST_FIRST
            : direction.equals("dsc") ? Order.DESCENDING : Order.ASCENDING;
    SearchScorer scorer = SearchScorer.of(terms, algorithm, threshold, caseSensitive);
    return new SearchParams(range, selectors, scorer, order, includeScore, limit, batchSize);
  }

  private static TimeRange range(RequestParams params, Instant now) {
    try {
      Instant start = ApiParams.timeOr(params, "start", now.minus(Duration.ofHours(1)));
      Instant end = ApiParams.timeOr(params, "end", now);
      if (end.isBefore(start)) {
        throw ApiException.badData("end timestamp must not be before start timestamp");
      }
      return new TimeRange(ApiTimes.millis(start), ApiTimes.millis(end));
    } catch (TextFormatException e) {
      throw ApiException.badData(e);
    }
  }

  private static int threshold(RequestParams params) {
    String text = params.first("fuzz_threshold");
    if (text.isEmpty()) {
      return 0;
    }
    long threshold;
    try {
      threshold = ApiParams.atoi(text);
    } catch (TextFormatException e) {
      threshold = -1;
    }
    if (threshold < 0 || threshold > 100) {
      throw ApiException.badData(
          "invalid fuzz_threshold " + GoStrings.quote(text) + ": must be 0-100");
    }
    return (int) threshold;
  }

  private static SearchScorer.Algorithm algorithm(RequestParams params) {
    String text = params.first("fuzz_alg");
    if (text.isEmpty()) {
      return SearchScorer.Algorithm.SUBSEQUENCE;
    }
    return Arrays.stream(SearchScorer.Algorithm.values())
        .filter(algorithm -> algorithm.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ApiException.badData(
                    "unsupported fuzz_alg "
                        + GoStrings.quote(text)
                        + ": must be one of [subsequence jarowinkler]"));
  }

  private static String direction(RequestParams params, String sortBy) {
    String direction = params.first("sort_dir");
    if (direction.isEmpty()) {
      return "asc";
    }
    if (sortBy.isEmpty()) {
      throw ApiException.badData("sort_dir is only valid when sort_by is set");
    }
    if (sortBy.equals("score")) {
      throw ApiException.badData("sort_dir is not supported for sort_by=score");
    }
    if (!direction.equals("asc") && !direction.equals("dsc")) {
      throw ApiException.badData(
          "invalid sort_dir " + GoStrings.quote(direction) + ": must be \"asc\" or \"dsc\"");
    }
    return direction;
  }

  private static int limit(RequestParams params) {
    int limit = positive(params, "limit", DEFAULT_RESULTS);
    if (limit > MOST_RESULTS) {
      throw ApiException.badData(
          "limit "
              + params.first("limit")
              + " exceeds the configured maximum ("
              + MOST_RESULTS
              + ", see --web.search.max-limit)");
    }
    return limit;
  }

  private static int positive(RequestParams params, String name, int absent) {
    String text = params.first(name);
    if (text.isEmpty()) {
      return absent;
    }
    long value;
    try {
      value = ApiParams.atoi(text);
    } catch (TextFormatException e) {
      value = 0;
    }
    if (value <= 0) {
      throw ApiException.badData(
          "invalid " + name + " " + GoStrings.quote(text) + ": must be a positive integer");
    }
    return (int) Math.min(value, Integer.MAX_VALUE);
  }

  static boolean bool(RequestParams params, String name, boolean absent) {
    String text = params.first(name);
    try {
      return text.isEmpty() ? absent : ApiParams.bool(text);
    } catch (TextFormatException e) {
      throw ApiException.badData(
          "invalid " + name + " " + GoStrings.quote(text) + ": must be boolean");
    }
  }
}
