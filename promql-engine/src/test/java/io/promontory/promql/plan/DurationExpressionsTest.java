package io.promontory.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.print.Printer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationExpressionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x[2 * step()]                     | x[30s]",
        "x[range() / 2]                    | x[30m]",
        "x[5m + 1m] offset (1m - 2m)       | x[6m] offset -1m",
        "x[1m:step() * 2] offset -step()   | x[1m:30s] offset -15s",
        "x[max_of(1m, 2m):min_of(7s, 2^3)] | x[2m:7s]",
        "sum(rate(x[(1h + 30m) % 7m]))     | sum(rate(x[6m]))",
        "x offset (1.0009 * 1)             | x offset 1s",
        "max_over_time(x[5m:]) + y offset (0 * 1) | max_over_time(x[5m:]) + y",
      })
  void replacesExpressionsByTheirValues(String query, String resolved) {
    assertThat(
            Printer.print(
                DurationExpressions.resolve(
                    PromQlParser.parse(query, FeatureFlags.ALL_SYNTAX), 0, 3_600_000, 15_000)))
        .isEqualTo(resolved);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x[step()]             | 2:8: duration must be greater than 0",
        "x[5m - 6m]            | 2:9: duration must be greater than 0",
        "x[5m:1 - step() - 1]  | 5:19: duration must be greater than 0",
        "x[5m / step()]        | 2:13: division by zero",
        "x[5m % range()]       | 2:14: modulo by zero",
        "x offset (10 ^ 400)   | 10:18: duration is NaN or infinite",
        "x offset (-1e9 * 1e9) | 10:20: duration is out of range",
      })
  void refusesImpossibleValuesWithTheirPlace(String query, String message) {
    assertThatThrownBy(
            () ->
                DurationExpressions.resolve(
                    PromQlParser.parse(query, FeatureFlags.ALL_SYNTAX), 0, 0, 0))
        .isInstanceOf(QueryException.class)
        .hasMessage(message)
        .extracting(e -> ((QueryException) e).kind())
        .isEqualTo(QueryException.Kind.BAD_DATA);
  }
}
