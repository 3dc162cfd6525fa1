package io.promontory.it.differential.generated;

import io.promontory.it.differential.generated.ExpressionGenerator.Kind;

/** Aggregations and binary operations. */
final class Operations {
  private final Dice dice;
  private final ExpressionGenerator generator;

  Operations(Dice dice, ExpressionGenerator generator) {
    this.dice = dice;
    this.generator = generator;
  }

  /** An expression with an aggregation, an operator, or one of an operator's modifiers. */
  String of(String name) {
    return switch (name) {
      case "sum",
          "avg",
          "count",
          "group",
          "min",
          "max",
          "stddev",
          "stdvar",
          "quantile",
          "topk",
          "bottomk",
          "count_values",
          "limitk",
          "limit_ratio" ->
          aggregate(name, generator.vector(anyKind(), 1));
      case "and", "or", "unless" -> setOperation(name);
      case "bool" -> binary(dice.of("==", "!=", ">", "<", ">=", "<=") + " bool");
      case "on" -> joined(dice.of("+", "-", "*", "/", ">", "<="));
      case "ignoring" ->
          sameSeries(dice.of("+", "-", "*", "/") + " ignoring (" + dice.of("x", "code, x") + ")");
      case "group_left", "group_right" -> grouped(name);
      case "fill", "fill_left", "fill_right" -> filled(name);
      default -> binary(name);
    };
  }

  String aggregate(String name, String input) {
    String grouping =
        dice.chance(0.3) ? "" : " " + dice.of("by", "without") + " " + generator.labelList();
    String parameter =
        switch (name) {
          case "quantile" -> dice.of("0.5", "0.9", "0", "1", "1.2", "-1", "NaN") + ", ";
          case "topk", "bottomk", "limitk" -> dice.of("1", "2", "3", "5", "0", "100") + ", ";
          case "limit_ratio" -> dice.of("0.1", "0.5", "-0.5", "1", "0.9", "-0.2") + ", ";
          case "count_values" -> dice.of("\"value\"", "\"job\"") + ", ";
          default -> "";
        };
    return name + grouping + " (" + parameter + input + ")";
  }

  private Kind anyKind() {
    return dice.chance(0.7) ? Kind.FLOATS : Kind.ANYTHING;
  }

  private String binary(String op) {
    if (op.equals("</") || op.equals(">/")) {
      return generator.operand(Kind.HISTOGRAMS, 1)
          + " "
          + op
          + " "
          + dice.of("0.1", "0", "1", "-2", "0.013", "Inf");
    }
    return switch (dice.below(5)) {
      case 0 -> generator.operand(anyKind(), 1) + " " + op + " " + generator.scalar();
      case 1 -> generator.scalar() + " " + op + " " + generator.operand(anyKind(), 1);
      case 2 -> joined(op);
      default -> sameSeries(op);
    };
  }

  /** Both sides select the same series, at other times or through a function. */
  private String sameSeries(String op) {
    Kind kind = anyKind();
    String selector = generator.selectors().plain(kind);
    return switch (dice.below(4)) {
      case 0 -> selector + " " + op + " " + selector + " offset " + dice.of("1m", "10m", "1h");
      case 1 -> "rate(" + selector + "[5m]) " + op + " " + "rate(" + selector + "[30m])";
      case 2 -> selector + " " + op + " avg_over_time(" + selector + "[10m])";
      default -> selector + " " + op + " " + selector;
    };
  }

  /** Both sides are aggregated to the labels they are matched on. */
  private String joined(String op) {
    String labels = dice.of("(job)", "(instance)", "(job, instance)", "(cluster)", "(region, job)");
    return dice.of("sum", "max", "avg")
        + " by "
        + labels
        + " ("
        + generator.vector(anyKind(), 0)
        + ") "
        + op
        + dice.of("", " on " + labels)
        + " "
        + dice.of("sum", "count", "min")
        + " by "
        + labels
        + " ("
        + generator.vector(anyKind(), 0)
        + ")";
  }

  private String grouped(String name) {
    String include = dice.of("", "", "(version)", "(region)", "(kernel, arch)");
    String many =
        dice.of(
            "http_requests_total",
            "go_goroutines",
            "node_cpu_seconds_total",
            "node_load1",
            "rate(http_requests_total[5m])");
    String one =
        dice.of(
            "target_info",
            "max by (instance, job) (up)",
            "up",
            "sum by (job, instance) (process_cpu_seconds_total)");
    String op = dice.of("*", "+", "/", ">", "== bool");
    return name.equals("group_left")
        ? many + " " + op + " on (job, instance) group_left" + include + " " + one
        : one + " " + op + " on (job, instance) group_right" + include + " " + many;
  }

  private String filled(String name) {
    String modifier =
        name.equals("fill")
            ? "fill(" + dice.of("0", "1", "-1", "NaN") + ")"
            : dice.chance(0.4)
                ? "fill_left(0) fill_right(2)"
                : name + "(" + dice.of("0", "23", "-1") + ")";
    String op = dice.of("+", "-", "*", "/", ">", "<", "==");
    return dice.chance(0.7)
        ? "sum by (instance) ("
            + generator.vector(Kind.FLOATS, 0)
            + ") "
            + op
            + " on (instance) "
            + modifier
            + " sum by (instance) ("
            + generator.vector(Kind.FLOATS, 0)
            + ")"
        : "http_requests_total "
            + op
            + " on (job, instance) group_left "
            + modifier
            + " max by (job, instance) (node_load1 or go_goroutines)";
  }

  private String setOperation(String op) {
    return switch (dice.below(4)) {
      case 0 ->
          generator.operand(anyKind(), 0)
              + " "
              + op
              + " on (job) "
              + generator.operand(anyKind(), 0);
      case 1 ->
          generator.operand(Kind.ANYTHING, 1)
              + " "
              + op
              + " "
              + generator.operand(Kind.ANYTHING, 1);
      case 2 -> {
        String selector = generator.selectors().plain(anyKind());
        yield selector + " > 2 " + op + " " + selector + " offset 3m";
      }
      default -> generator.operand(anyKind(), 0) + " " + op + " ignoring (code, path) up";
    };
  }
}
