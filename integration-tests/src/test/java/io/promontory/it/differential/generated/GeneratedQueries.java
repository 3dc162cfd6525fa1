package io.promontory.it.differential.generated;

import io.promontory.it.differential.Answers;
import io.promontory.it.differential.Case;
import io.promontory.it.differential.Coverage;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Walk;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts seeded random queries to two servers and compares their answers. What has been answered
 * least so far is generated most.
 */
final class GeneratedQueries {
  /** The reference data begin at 2026-01-10T00:00:00Z; all metrics have samples for five hours. */
  private static final long START_MS = 1_768_003_200_000L;

  private static final long LENGTH_MS = 5 * 3_600_000L;
  private static final int MOST_STEPS = 60;
  private static final double RANGE_SHARE = 0.45;

  /** Hangs on a hint that remote read cannot carry (ADR 9). */
  private static final Predicate<String> LOST_HINT =
      text -> text.contains("conflicting counter resets during histogram aggregation");

  private final ApiClient oracle;
  private final ApiClient subject;
  private final Language language;
  private final Dice dice;
  private final ExpressionGenerator generator;
  private final List<String> names;
  private final Coverage coverage = new Coverage();
  private final List<String> differences = new ArrayList<>();
  private int unsteady;
  private int remarksLeftOut;
  private int deviations;

  GeneratedQueries(ApiClient oracle, ApiClient subject, Language language, long seed) {
    this.oracle = oracle;
    this.subject = subject;
    this.language = language;
    this.dice = new Dice(seed);
    this.generator =
        new ExpressionGenerator(
            dice, Vocabulary.ofGoldenBlocks(language.isWhole()), language.isWhole());
    this.names = List.copyOf(language.names());
  }

  void run(int count) {
    while (coverage.total() < count) {
      Case query = next();
      if (Deviations.has(query.expr())) {
        deviations++;
      } else {
        ask(query);
      }
    }
  }

  /** Queries that were left out because their answers are meant to differ. */
  int deviations() {
    return deviations;
  }

  Coverage coverage() {
    return coverage;
  }

  /** Queries whose answers differ, with the first difference in words. */
  List<String> differences() {
    return differences;
  }

  /** Queries that the oracle itself answers now so, now so. */
  int unsteady() {
    return unsteady;
  }

  /**
   * Queries with equal values whose warnings and infos lack some of the oracle's: those about
   * native histograms in series that have no partner on the other side of an operator, which
   * matchers moved across the operator leave unread, and {@link #LOST_HINT}.
   */
  int remarksLeftOut() {
    return remarksLeftOut;
  }

  private Case next() {
    String name = dice.of(names);
    for (int i = 0; i < 3; i++) {
      String other = dice.of(names);
      name = coverage.answers(other) < coverage.answers(name) ? other : name;
    }
    String expression = generator.using(name);
    // Off the whole seconds, where all samples but the jittering ones lie, unless edges are asked.
    boolean onGrid = language.isWhole() && dice.chance(0.3);
    long at = START_MS + 600_000 + dice.below((int) (LENGTH_MS - 1_200_000) / 15_000) * 15_000L;
    at += onGrid ? 0 : 1 + dice.below(14) * 1000L + 457;
    if (!dice.chance(RANGE_SHARE)) {
      return new Case(expression, at, at, 0, false);
    }
    int step = new int[] {15, 30, 60, 137, 300, 1}[dice.below(6)];
    long end = Math.min(at + dice.below(MOST_STEPS) * step * 1000L, START_MS + LENGTH_MS);
    return new Case(expression, at, end, step, false);
  }

  private void ask(Case query) {
    Answer expected = query.ask(oracle);
    Answer actual = query.ask(subject);
    coverage.add(query, expected.status() == 200 && !Answers.isEmpty(expected));
    String difference = difference(expected, actual);
    if (difference == null) {
      return;
    }
    for (int again = 0; again < 4; again++) {
      Answer once = query.ask(oracle);
      if (difference(once, actual) == null || difference(expected, once) != null) {
        unsteady++;
        return;
      }
    }
    if (Answers.difference(expected, actual, false) == null
        && Answers.lacksOnly(expected, actual, hasJoin(query) ? text -> true : LOST_HINT)) {
      remarksLeftOut++;
      return;
    }
    differences.add(query + "\n      " + difference);
  }

  private static boolean hasJoin(Case query) {
    try {
      return Walk.any(
          PromQlParser.parse(query.expr(), FeatureFlags.ALL_SYNTAX),
          one -> one instanceof Binary binary && binary.matching() != null);
    } catch (ParseException e) {
      throw new AssertionError(query.expr(), e);
    }
  }

  private @Nullable String difference(Answer expected, Answer actual) {
    if (!language.isWhole() && expected.status() == actual.status() && expected.status() != 200) {
      return null;
    }
    String difference = Answers.difference(expected, actual, false);
    return difference == null && language.isWhole() && expected.status() == 200
        ? Answers.annotationDifference(expected, actual)
        : difference;
  }
}
