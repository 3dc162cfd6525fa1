package io.promontory.frontend.queries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What all runs of one expression came to.
 *
 * @param nanos that they took in all
 * @param slowestNanos that the slowest of 100 took
 */
public record TopQuery(
    String expression,
    int runs,
    int failures,
    long nanos,
    long slowestNanos,
    long samples,
    long bytes,
    long billed) {
  /** By what expressions are ranked, the greatest sum first. */
  public enum By {
    TIME(TopQuery::nanos),
    BYTES(TopQuery::bytes),
    SAMPLES(TopQuery::samples),
    COST(TopQuery::billed),
    RUNS(TopQuery::runs);

    private final ToLongFunction<TopQuery> figure;

    By(ToLongFunction<TopQuery> figure) {
      this.figure = figure;
    }

    /** The one of this name, in lower case. */
    public static Optional<By> of(String name) {
      return Arrays.stream(values())
          .filter(by -> by.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst();
    }
  }

  /** The first of all expressions of some queries. */
  static List<TopQuery> of(List<EndedQuery> queries, By by, int limit) {
    Map<String, List<EndedQuery>> runs = new HashMap<>();
    queries.forEach(
        query -> runs.computeIfAbsent(query.expression(), any -> new ArrayList<>()).add(query));
    return runs.entrySet().stream()
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(by.figure).reversed().thenComparing(TopQuery::expression))
        .limit(limit)
        .toList();
  }

  private static TopQuery of(String expression, List<EndedQuery> runs) {
    long[] nanos = runs.stream().mapToLong(EndedQuery::nanos).sorted().toArray();
    return new TopQuery(
        expression,
        runs.size(),
        (int) runs.stream().filter(run -> run.error() != null).count(),
        Arrays.stream(nanos).sum(),
        nanos[Math.ceilDiv(nanos.length * 99, 100) - 1],
        runs.stream().mapToLong(EndedQuery::samples).sum(),
        runs.stream().mapToLong(EndedQuery::bytes).sum(),
        runs.stream().mapToLong(EndedQuery::billed).sum());
  }
}
