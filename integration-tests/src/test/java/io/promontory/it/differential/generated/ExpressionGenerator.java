package io.promontory.it.differential.generated;

import io.promontory.it.differential.generated.Dice.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes expressions at random, most of which have an answer: arguments are of a kind that the
 * function reads, and the sides of an operator share the labels they are matched on. Now and then
 * they do not, so that errors are compared too.
 */
final class ExpressionGenerator {
  /** What the samples of a vector are. */
  enum Kind {
    FLOATS,
    HISTOGRAMS,
    ANYTHING
  }

  private final Dice dice;
  private final boolean whole;
  private final Selectors selectors;
  private final Calls calls;
  private final Operations operations;

  ExpressionGenerator(Dice dice, Vocabulary vocabulary, boolean whole) {
    this.dice = dice;
    this.whole = whole;
    this.selectors = new Selectors(dice, vocabulary, whole);
    this.calls = new Calls(dice, this);
    this.operations = new Operations(dice, this);
  }

  Selectors selectors() {
    return selectors;
  }

  /** An expression that uses a function, operator or modifier, by itself or inside another one. */
  String using(String name) {
    String text =
        switch (name) {
          case "@", "offset", "subquery", "anchored", "smoothed" -> selectors.using(name, this);
          case "unary -" -> "-" + operand(Kind.ANYTHING, 1);
          case "unary +" -> "+" + operand(Kind.ANYTHING, 1);
          default -> {
            String call = calls.of(name);
            yield call == null ? operations.of(name) : call;
          }
        };
    return dice.chance(0.35) ? wrap(text) : text;
  }

  /** A vector in something else. */
  private String wrap(String text) {
    return dice.weighted(
        List.of(
            new Option(3, () -> operations.aggregate(dice.of("sum", "max", "count", "avg"), text)),
            new Option(2, () -> "(" + text + ") * " + number()),
            new Option(1, () -> "abs(" + text + ")"),
            new Option(1, () -> "-(" + text + ")"),
            new Option(1, () -> "topk(" + (1 + dice.below(4)) + ", " + text + ")"),
            new Option(1, () -> "(" + text + ") or " + operand(Kind.FLOATS, 0)),
            new Option(
                whole ? 1 : 0,
                () ->
                    dice.of("max_over_time", "avg_over_time", "last_over_time")
                        + "(("
                        + text
                        + ")["
                        + dice.of("5m:1m", "10m:2m", "7m:13s")
                        + "])")));
  }

  /** A vector of a kind; the deeper the more. */
  String vector(Kind kind, int depth) {
    if (depth <= 0 || dice.chance(0.4)) {
      return selectors.instant(kind);
    }
    if (kind == Kind.HISTOGRAMS) {
      return dice.weighted(
          List.of(
              new Option(3, () -> calls.range(dice.of("rate", "increase", "delta"), kind)),
              new Option(2, () -> operations.aggregate(dice.of("sum", "avg"), vector(kind, 0))),
              new Option(1, () -> "(" + vector(kind, 0) + " * " + number() + ")"),
              new Option(1, () -> "(" + vector(kind, 0) + " + " + vector(kind, 0) + ")"),
              new Option(1, () -> calls.range(dice.of("sum_over_time", "last_over_time"), kind))));
    }
    return dice.weighted(
        List.of(
            new Option(4, () -> calls.range(dice.of("rate", "increase", "irate"), kind)),
            new Option(3, () -> calls.range(dice.of(Calls.OVER_TIME), kind)),
            new Option(
                3,
                () -> operations.aggregate(dice.of("sum", "min", "max", "avg"), vector(kind, 0))),
            new Option(
                2, () -> "(" + vector(kind, 0) + " " + dice.of("+", "-", "*", "/") + " 2.5)"),
            new Option(1, () -> "(" + vector(kind, 0) + " > bool " + number() + ")"),
            new Option(1, () -> "(" + vector(kind, 0) + " > " + number() + ")"),
            new Option(1, () -> "floor(" + vector(kind, depth - 1) + ")"),
            new Option(1, () -> "(-" + vector(kind, 0) + ")"),
            new Option(
                1,
                () ->
                    "label_replace(" + vector(kind, 0) + ", \"x\", \"$1\", \"job\", \"(.).*\")")));
  }

  /** A vector that may stand beside an operator. */
  String operand(Kind kind, int depth) {
    String text = vector(kind, depth);
    return text.contains(" ") && !text.endsWith(")") ? "(" + text + ")" : text;
  }

  /** A range vector. */
  String matrix(Kind kind) {
    return !whole || dice.chance(0.85) ? selectors.range(kind) : subquery(kind);
  }

  String subquery(Kind kind) {
    return "("
        + vector(kind, 1)
        + ")["
        + dice.of("5m", "10m", "30m", "1h")
        + ":"
        + dice.of("1m", "30s", "13s", "2m", "")
        + "]"
        + dice.of("", "", "", " offset 1m", " offset -90s");
  }

  String scalar() {
    return dice.weighted(
        List.of(
            new Option(8, this::number),
            new Option(1, () -> "time()"),
            new Option(1, () -> "pi()"),
            new Option(1, () -> "scalar(sum(" + vector(Kind.FLOATS, 0) + "))"),
            new Option(1, () -> "(" + number() + " " + dice.of("+", "*", "%", "^") + " 2)")));
  }

  String number() {
    return whole && dice.chance(0.1)
        ? dice.of("5m", "1_000")
        : dice.of(
            "0", "1", "2", "0.5", "-1", "3.25", "10", "100", "1e3", "1e9", "-0.1", "NaN", "Inf",
            "-Inf", "0x10");
  }

  /** A few names in parentheses, for grouping and matching. */
  String labelList() {
    List<String> names = new ArrayList<>();
    for (int i = dice.below(3); i >= 0; i--) {
      String name =
          dice.of("job", "instance", "cluster", "region", "path", "code", "le", "method", "case");
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return "(" + String.join(", ", names) + ")";
  }
}
