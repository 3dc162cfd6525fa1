package io.promontory.it.differential.generated;

import io.promontory.it.differential.generated.ExpressionGenerator.Kind;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.promql.function.FunctionSignatures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of functions. */
final class Calls {
  static final String[] OVER_TIME = {
    "avg_over_time", "min_over_time", "max_over_time", "sum_over_time", "count_over_time",
    "last_over_time", "present_over_time", "changes", "resets", "stddev_over_time"
  };

  private final Dice dice;
  private final ExpressionGenerator generator;

  Calls(Dice dice, ExpressionGenerator generator) {
    this.dice = dice;
    this.generator = generator;
  }

  /** A call, or null where there is no such function. */
  @Nullable String of(String name) {
    FunctionSignature function = FunctionSignatures.find(name);
    if (function == null) {
      return null;
    }
    return switch (name) {
      case "histogram_quantile" -> "histogram_quantile(" + quantile() + ", " + histograms() + ")";
      case "histogram_quantiles" ->
          "histogram_quantiles("
              + histograms()
              + ", \"q\", "
              + quantile()
              + (dice.chance(0.6) ? ", " + quantile() : "")
              + ")";
      case "histogram_fraction" ->
          "histogram_fraction("
              + dice.of("0", "0.01", "-Inf", "-1", "0.1")
              + ", "
              + dice.of("0.1", "0.5", "1", "+Inf", "0.25")
              + ", "
              + histograms()
              + ")";
      case "histogram_avg",
          "histogram_count",
          "histogram_sum",
          "histogram_stddev",
          "histogram_stdvar" ->
          name
              + "("
              + generator.vector(dice.chance(0.9) ? Kind.HISTOGRAMS : Kind.ANYTHING, 1)
              + ")";
      case "label_replace" -> labelReplace();
      case "label_join" ->
          "label_join("
              + generator.vector(Kind.ANYTHING, 1)
              + ", \"x\", \"-\", "
              + dice.of("\"job\"", "\"job\", \"instance\"", "\"none\", \"code\"")
              + ")";
      case "info" -> info();
      case "double_exponential_smoothing" ->
          name
              + "("
              + generator.matrix(Kind.FLOATS)
              + ", "
              + dice.of("0.3", "0.5", "0.9")
              + ", "
              + dice.of("0.1", "0.5")
              + ")";
      case "quantile_over_time" ->
          name + "(" + quantile() + ", " + generator.matrix(Kind.ANYTHING) + ")";
      case "predict_linear" ->
          name + "(" + generator.matrix(Kind.FLOATS) + ", " + dice.of("60", "3600", "-600") + ")";
      case "sort_by_label", "sort_by_label_desc" ->
          name
              + "("
              + generator.vector(Kind.ANYTHING, 0)
              + ", "
              + dice.of("\"instance\"", "\"job\", \"code\"", "\"room\"")
              + ")";
      case "absent" ->
          dice.chance(0.7)
              ? "absent(nothing{job=\"api\", x=\"" + dice.below(9) + "\"})"
              : "absent(" + generator.vector(Kind.ANYTHING, 0) + ")";
      case "absent_over_time" ->
          dice.chance(0.7)
              ? "absent_over_time(nothing{job=\"api\"}" + generator.selectors().window() + ")"
              : "absent_over_time(" + generator.selectors().range(Kind.ANYTHING) + ")";
      case "timestamp" ->
          "timestamp("
              + (dice.chance(0.7)
                  ? generator.selectors().instant(Kind.ANYTHING)
                  : generator.vector(Kind.ANYTHING, 1))
              + ")";
      case "scalar" ->
          dice.of("vector(scalar(", "vector(2 * scalar(")
              + dice.of(
                  "sum(" + generator.vector(Kind.FLOATS, 1) + ")", generator.vector(Kind.FLOATS, 0))
              + "))";
      case "rate", "increase", "irate" ->
          range(name, dice.chance(0.6) ? Kind.FLOATS : Kind.HISTOGRAMS);
      default -> {
        String call = name + "(" + String.join(", ", arguments(function)) + ")";
        yield function.returnType() == ValueType.SCALAR
            ? "(" + generator.vector(Kind.FLOATS, 0) + ") + " + call
            : call;
      }
    };
  }

  /** A function of a range vector alone. */
  String range(String name, Kind kind) {
    boolean counters = kind == Kind.FLOATS && List.of("rate", "increase", "irate").contains(name);
    String argument =
        counters && dice.chance(0.8)
            ? generator.selectors().counter()
                + generator.selectors().window()
                + generator.selectors().modifiers()
            : generator.matrix(kind);
    return name + "(" + argument + ")";
  }

  private List<String> arguments(FunctionSignature function) {
    List<String> arguments = new ArrayList<>();
    int optional = function.variadic() > 0 && dice.chance(0.3) ? 1 : 0;
    for (int i = 0; i < function.argTypes().size() - optional; i++) {
      arguments.add(
          switch (function.argTypes().get(i)) {
            case VECTOR -> generator.vector(kind(), 1);
            case MATRIX -> generator.matrix(kind());
            case SCALAR -> generator.scalar();
            default -> "\"text\"";
          });
    }
    return arguments;
  }

  private Kind kind() {
    return dice.chance(0.75) ? Kind.FLOATS : Kind.ANYTHING;
  }

  private String quantile() {
    return dice.of("0.5", "0.9", "0.99", "0", "1", "0.25", "1.5", "-0.5", "NaN");
  }

  private String histograms() {
    String buckets = generator.selectors().classicBuckets();
    return switch (dice.below(6)) {
      case 0 -> "rate(" + buckets + generator.selectors().window() + ")";
      case 1 -> "sum by (le, job) (rate(" + buckets + "[5m]))";
      case 2 -> buckets;
      default -> generator.vector(Kind.HISTOGRAMS, 1);
    };
  }

  private String labelReplace() {
    return "label_replace("
        + generator.vector(Kind.ANYTHING, 1)
        + ", "
        + dice.of(
            "\"x\", \"$1\", \"job\", \"(.*)\"",
            "\"instance\", \"i-$1\", \"instance\", \".*?([0-9]+).*\"",
            "\"job\", \"\", \"job\", \"api\"",
            "\"y\", \"${a}-$2\", \"instance\", \"(?P<a>[a-z0-9]+)(.*)\"",
            "\"__name__\", \"renamed\", \"job\", \".*\"")
        + ")";
  }

  private String info() {
    String input = generator.vector(Kind.FLOATS, dice.chance(0.5) ? 0 : 1);
    return "info("
        + input
        + dice.of(
            "",
            ", {version=~\".+\"}",
            ", {k8s_pod_name!=\"\"}",
            ", {__name__=\"target_info\"}",
            ", {kernel=~\"6.*\"}")
        + ")";
  }
}
