package io.promontory.series.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.JsonLines;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTimesTest {
  @ParameterizedTest
  @CsvSource({
    "1435781430.781, 1435781430781",
    "-1.5, -1500",
    "1_000, 1000000",
    "2015-06-03T14:21:58.555+01:00, 1433337718555",
    "'2015-06-03T1:21:58,5Z', 1433294518500",
  })
  void readsSecondsAndRfc3339(String text, long ms) {
    assertThat(ApiTimes.millis(ApiTimes.parse(text))).isEqualTo(ms);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "0x10", "2015-06-03T23:59:60Z", "2015-06-03t13:21:58z", "1h"})
  void refusesWithPrometheusMessage(String text) {
    assertThatThrownBy(() -> ApiTimes.parse(text))
        .isInstanceOf(TextFormatException.class)
        .hasMessage("cannot parse \"" + text + "\" to a valid timestamp");
  }

  @Test
  void neverFailsOnHugeTimes() {
    for (String text : List.of("NaN", "Inf", "-Inf", "1e300", "-1e300")) {
      Instant time = ApiTimes.parse(text);
      ApiTimes.queryMillis(time);
      assertThat(ApiTimes.print(ApiTimes.millis(time))).isNotEmpty();
    }
    assertThat(ApiTimes.print(Long.MIN_VALUE)).isEqualTo("-9223372036854775.808");
  }

  @Test
  void matchesEveryRecordedTime() {
    List<JsonNode> lines = JsonLines.reference("golden", "language", "times.jsonl");
    for (JsonNode line : lines) {
      if (line.get("kind").textValue().equals("print")) {
        long ms = line.get("ms").longValue();
        assertThat(ApiTimes.print(ms)).isEqualTo(line.get("json").textValue());
        assertThat(ApiTimes.printShortest(ms)).isEqualTo(line.get("model").textValue());
      } else if (!line.path("overflow").booleanValue()) {
        checkRead(line);
      }
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(453);
  }

  private static void checkRead(JsonNode line) {
    try {
      Instant time = ApiTimes.parse(line.get("in").textValue());
      long ms = line.path("ms").longValue();
      assertThat(line.has("error")).as("%s", line).isFalse();
      assertThat(ApiTimes.millis(time)).as("%s", line).isEqualTo(ms);
      assertThat(ApiTimes.queryMillis(time))
          .as("%s", line)
          .isEqualTo(line.has("query_ms") ? line.get("query_ms").longValue() : ms);
    } catch (TextFormatException e) {
      assertThat(e.getMessage()).as("%s", line).isEqualTo(line.path("error").textValue());
    }
  }
}
