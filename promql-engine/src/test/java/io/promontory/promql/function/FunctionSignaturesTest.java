package io.promontory.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.ast.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionSignaturesTest {
  @Test
  void knowsAllFunctionsOnce() {
    assertThat(FunctionSignatures.all()).hasSize(90);
    assertThat(FunctionSignatures.all().stream().filter(FunctionSignature::experimental))
        .extracting(FunctionSignature::name)
        .containsExactly(
            "double_exponential_smoothing",
            "end",
            "histogram_quantiles",
            "info",
            "mad_over_time",
            "max_of",
            "min_of",
            "range",
            "sort_by_label",
            "sort_by_label_desc",
            "start",
            "start_timestamp",
            "step",
            "ts_of_first_over_time",
            "ts_of_last_over_time",
            "ts_of_max_over_time",
            "ts_of_min_over_time");
  }

  @Test
  void namesAreCaseSensitive() {
    assertThat(FunctionSignatures.find("Rate")).isNull();
    assertThat(FunctionSignatures.find("rate"))
        .isEqualTo(
            new FunctionSignature("rate", List.of(ValueType.MATRIX), 0, ValueType.VECTOR, false));
  }
}
