package io.promontory.series.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchubfachTest {
  @ParameterizedTest
  @CsvSource({
    "4.9E-324, 5, -323",
    "1.0E-323, 1, -322",
    "2.2250738585072014E-308, 22250738585072014, -307",
    "1.7976931348623157E308, 17976931348623157, 309",
    "9007199254740992, 9007199254740992, 16",
    "9007199254740993, 9007199254740992, 16",
    "1.0E23, 1, 24",
    "2.0E-3, 2, -2",
    "0.3333333333333333, 3333333333333333, 0",
    "0.1, 1, 0",
    "100, 1, 3"
  })
  void theDecimalsThatAreKnownToBeHard(double value, long digits, int point) {
    ShortestDecimal decimal = Schubfach.of(value);
    assertThat(decimal)
        .isEqualTo(new ShortestDecimal(digits, Long.toString(digits).length(), point));
  }

  @Test
  void readsBackAndIsNeverLongerThanJavas() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 300_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      value = i % 3 == 0 ? random.nextInt(1_000_000) / 300.0 + 1e-9 : value;
      if (Double.isFinite(value) && value != 0) {
        ShortestDecimal decimal = Schubfach.of(value);
        String text = decimal.digits() + "E" + (decimal.point() - decimal.count());
        assertThat(Double.parseDouble(text)).as("seed %d: %s", seed, value).isEqualTo(value);
        BigDecimal java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        assertThat(decimal.count())
            .as("seed %d: %s", seed, value)
            .isLessThanOrEqualTo(java.precision());
      }
    }
  }
}
