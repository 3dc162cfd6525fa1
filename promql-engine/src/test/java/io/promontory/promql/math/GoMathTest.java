package io.promontory.promql.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.function.StandardFunctions;
import io.promontory.promql.function.VectorFunction;
import io.promontory.promql.value.StepColumn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class GoMathTest {
  private static final Map<String, DoubleBinaryOperator> BINARY =
      Map.of(
          "pow", GoMath::pow,
          "mod", GoMath::mod,
          "max", GoMath::max,
          "min", GoMath::min,
          "atan2", GoMath::atan2);

  private static final List<String> CALENDAR =
      List.of(
          "minute",
          "hour",
          "day_of_week",
          "day_of_month",
          "day_of_year",
          "days_in_month",
          "month",
          "year");

  @Test
  void givesTheBitsOfGo() throws IOException {
    int checked = 0;
    for (String line : vectors()) {
      String[] words = line.split(" ");
      if (words[0].equals("#")) {
        continue;
      }
      double x = number(words[1]);
      if (words[0].equals("calendar")) {
        for (int i = 0; i < CALENDAR.size(); i++) {
          assertThat(element(CALENDAR.get(i), x))
              .as("%s(%s)", CALENDAR.get(i), x)
              .isEqualTo(Double.parseDouble(words[i + 2]));
        }
      } else if (words.length == 4) {
        double y = number(words[2]);
        assertThat(BINARY.get(words[0]).applyAsDouble(x, y))
            .as("%s(%s, %s)", words[0], x, y)
            .isEqualTo((Double) number(words[3]));
      } else {
        assertThat(element(words[0], x))
            .as("%s(%s)", words[0], x)
            .isEqualTo((Double) number(words[2]));
      }
      checked++;
    }
    assertThat(checked).isGreaterThan(1000);
  }

  @Test
  void keepsTheSignOfZeroAndNaNInSgn() {
    assertThat(GoMath.sgn(-0.0)).isEqualTo(-0.0);
    assertThat(GoMath.sgn(Double.NaN)).isNaN();
    assertThat(GoMath.sgn(-3e-320)).isEqualTo(-1);
  }

  @Test
  void roundsTiesUpwards() {
    assertThat(GoMath.roundToInverse(-2.5, 1)).isEqualTo(-2);
    assertThat(GoMath.roundToInverse(2.5, 1)).isEqualTo(3);
    assertThat(GoMath.roundToInverse(0.14, 1 / 0.1)).isEqualTo(0.1);
  }

  private static double element(String function, double x) {
    VectorFunction vector = Objects.requireNonNull(new StandardFunctions().vector(function));
    StepColumn column = new StepColumn(1);
    column.set(0, x);
    vector.apply(column, new long[1], new double[0][]);
    return column.values[0];
  }

  private static List<String> vectors() throws IOException {
    try (InputStream in = GoMathTest.class.getResourceAsStream("go-math.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .toList();
    }
  }

  private static double number(String bits) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
  }
}
