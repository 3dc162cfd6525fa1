package io.promontory.series.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1., 1",
    ".5, 0.5",
    "1e3, 1000",
    "1_000, 1000",
    "+Inf, Infinity",
    "-infinity, -Infinity",
    "nan, NaN",
    "0x1p10, 1024",
    "0x_1FFFp-16, 0.1249847412109375",
    "1e-400, 0",
  })
  void readsFloats(String text, double value) {
    assertThat(GoNumbers.parseFloat(text)).isEqualTo(Double.valueOf(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "1d", " 1", "1e", "0x10", "_1", "1_", "1__0", "1_e3", "0x1p", "--1", "1e5e"
      })
  void refusesOtherFloats(String text) {
    assertThatThrownBy(() -> GoNumbers.parseFloat(text))
        .hasMessage("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
  }

  @Test
  void refusesFloatsOutOfRange() {
    assertThatThrownBy(() -> GoNumbers.parseFloat("1e400"))
        .hasMessage("strconv.ParseFloat: parsing \"1e400\": value out of range");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "017, 15",
    "0x1F, 31",
    "0b11, 3",
    "0o17, 15",
    "1_000, 1000",
    "-9223372036854775808," + " -9223372036854775808",
    "0_7, 7",
  })
  void readsIntegersOfAnyBase(String text, long value) {
    assertThat(GoNumbers.parseInt(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "08", "1.5", "0x", "1__0", "_1", "1e3", "9223372036854775808"})
  void refusesOtherIntegers(String text) {
    assertThatThrownBy(() -> GoNumbers.parseInt(text)).isInstanceOf(TextFormatException.class);
  }
}
