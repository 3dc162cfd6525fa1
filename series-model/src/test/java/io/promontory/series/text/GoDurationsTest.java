package io.promontory.series.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.JsonLines;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "1ms, 1000000, 1ms",
    "90s, 90000000000, 1m30s",
    "1h0m5s, 3605000000000, 1h5s",
    "12w6d, 7776000000000000, 90d",
    "52w, 31449600000000000, 52w",
    "365d, 31536000000000000, 1y",
  })
  void readsAndPrintsInNormalUnits(String text, long nanos, String printed) {
    assertThat(GoDurations.parse(text)).isEqualTo(nanos);
    assertThat(GoDurations.print(nanos)).isEqualTo(printed);
    assertThat(GoDurations.parseSigned("-" + text)).isEqualTo(-nanos);
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty duration string",
    "1, 'not a valid duration string: \"1\"'",
    "1s1m, 'not a valid duration string: \"1s1m\"'",
    "-1s, 'not a valid duration string: \"-1s\"'",
    "5min, 'unknown unit \"min\" in duration \"5min\"'",
    "293y, duration out of range",
    "99999999999999999999s, 'not a valid duration string: \"99999999999999999999s\"'",
  })
  void refusesWithPrometheusMessage(String text, String message) {
    assertThatThrownBy(() -> GoDurations.parse(text))
        .isInstanceOf(TextFormatException.class)
        .hasMessage(message);
  }

  @Test
  void apiTakesSecondsToo() {
    assertThat(GoDurations.parseApi("1.5")).isEqualTo(1_500_000_000L);
    assertThat(GoDurations.parseApi("1m")).isEqualTo(60_000_000_000L);
    assertThatThrownBy(() -> GoDurations.parseApi("1e12"))
        .hasMessage("cannot parse \"1e12\" to a valid duration. It overflows int64");
  }

  @Test
  void matchesEveryRecordedDuration() {
    List<JsonNode> lines = JsonLines.reference("golden", "language", "durations.jsonl");
    Map<String, ToLongFunction<String>> readers =
        Map.of(
            "parse", GoDurations::parse,
            "parse_negative", GoDurations::parseSigned,
            "api", GoDurations::parseApi);
    for (JsonNode line : lines) {
      switch (line.get("kind").textValue()) {
        case "print" -> checkPrint(line, GoDurations.print(line.get("ns").longValue()));
        case "go" -> checkPrint(line, GoDurations.printGo(line.get("ns").longValue()));
        case String kind -> checkRead(line, readers.get(kind));
      }
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(1141);
  }

  private static void checkPrint(JsonNode line, String printed) {
    assertThat(printed).as("%s", line).isEqualTo(line.get("out").textValue());
  }

  private static void checkRead(JsonNode line, ToLongFunction<String> reader) {
    if (line.path("overflow").booleanValue()) {
      return;
    }
    try {
      long nanos = reader.applyAsLong(line.get("in").textValue());
      assertThat(nanos).as("%s", line).isEqualTo(line.path("ns").longValue());
      assertThat(line.has("error")).as("%s", line).isFalse();
      if (line.has("printed")) {
        checkPrinted(line, nanos);
      }
    } catch (TextFormatException e) {
      assertThat(e.getMessage()).as("%s", line).isEqualTo(line.path("error").textValue());
    }
  }

  private static void checkPrinted(JsonNode line, long nanos) {
    assertThat(GoDurations.print(nanos)).as("%s", line).isEqualTo(line.get("printed").textValue());
  }
}
