package io.promontory.series.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.JsonLines;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFloatsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0.0, 0, 0e+00",
    "-0.0, -0, -0, -0.0, 0, -0e+00",
    "1, 1, 1, 1.0, 1, 1e+00",
    "-1.5, -1.5, -1.5, -1.5, -1.5, -1.5e+00",
    "0.1, 0.1, 0.1, 0.1, 0.1, 1e-01",
    "1e-7, 1e-07, 0.0000001, 1e-07, 1e-07, 1e-07",
    "0.00001, 0.00001, 0.00001, 1e-05, 1e-05, 1e-05",
    "1000000, 1000000, 1000000, 1e+06, 1e+06, 1e+06",
    "1e20, 100000000000000000000, 100000000000000000000, 1e+20, 1e+20, 1e+20",
    "1e21, 1e+21, 1000000000000000000000, 1e+21, 1e+21, 1e+21",
    "9007199254740993, 9007199254740992, 9007199254740992, 9.007199254740992e+15,"
        + " 9.007199254740992e+15, 9.007199254740992e+15",
    "Infinity, +Inf, +Inf, +Inf, +Inf, +Inf",
    "-Infinity, -Inf, -Inf, -Inf, -Inf, -Inf",
    "NaN, NaN, NaN, NaN, NaN, NaN",
  })
  void laysOutEachForm(
      double value, String api, String fixed, String le, String exposition, String alert) {
    assertThat(GoFloats.api(value)).isEqualTo(api);
    assertThat(GoFloats.fixed(value)).isEqualTo(fixed);
    assertThat(GoFloats.openMetrics(value)).isEqualTo(le);
    assertThat(GoFloats.exposition(value)).isEqualTo(exposition);
    assertThat(GoFloats.exponent(value)).isEqualTo(alert);
  }

  @Test
  void smallestSubnormalsTakeOneDigit() {
    assertThat(GoFloats.api(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(GoFloats.api(2 * Double.MIN_VALUE)).isEqualTo("1e-323");
    assertThat(GoFloats.api(3 * Double.MIN_VALUE)).isEqualTo("1.5e-323");
  }

  @Test
  void appendsInPlaceWithinItsRoom() {
    byte[] out = new byte[GoFloats.MAX_API_BYTES + 2];
    int end = GoFloats.appendApi(-0.0000012345678901234567, out, 2);
    assertThat(new String(out, 2, end - 2, ISO_8859_1)).isEqualTo("-0.0000012345678901234567");
  }

  @Test
  void textsReadBackAndAreAsShortAsJavas() {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextLong() >> random.nextInt(63);
            case 2 -> Math.rint(random.nextDouble() * 1e9) / Math.pow(10, random.nextInt(12));
            default -> random.nextDouble() * Math.pow(10, random.nextInt(25) - 8);
          };
      if (!Double.isFinite(value)) {
        continue;
      }
      String text = GoFloats.api(value);
      assertThat(Double.parseDouble(text)).as("seed %d, %s", seed, text).isEqualTo(value);
      assertThat(digits(text))
          .as("seed %d, %s", seed, text)
          .isLessThanOrEqualTo(digits(Double.toString(value)));
      assertThat(Double.parseDouble(GoFloats.fixed(value))).isEqualTo(value);
    }
  }

  @Test
  void matchesEveryRecordedText() {
    List<JsonNode> lines = JsonLines.reference("golden", "language", "floats.jsonl");
    for (JsonNode line : lines) {
      String bits = line.get("bits").textValue();
      double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
      assertThat(GoFloats.api(value)).as(bits).isEqualTo(text(line, "api"));
      assertThat(GoFloats.fixed(value)).as(bits).isEqualTo(text(line, "promql"));
      assertThat(GoFloats.openMetrics(value)).as(bits).isEqualTo(text(line, "le"));
      assertThat(GoFloats.exposition(value)).as(bits).isEqualTo(text(line, "exposition"));
      assertThat(GoFloats.exponent(value)).as(bits).isEqualTo(text(line, "alert"));
      assertThat(GoFloats.general(value)).as(bits).isEqualTo(text(line, "template"));
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(2100);
  }

  private static String text(JsonNode line, String column) {
    return line.get(column).textValue();
  }

  private static int digits(String text) {
    return new BigDecimal(text).stripTrailingZeros().precision();
  }
}
