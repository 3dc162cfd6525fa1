package io.promontory.frontend.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLayoutTest {
  private static LoggingEvent event(String message, Throwable cause) {
    LoggingEvent event =
        new LoggingEvent(
            "x", new LoggerContext().getLogger("a.B"), Level.WARN, message, cause, null);
    event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
    return event;
  }

  @Test
  void oneObjectALine() {
    LoggingEvent event = event("said \"so\"\n", null);
    event.addKeyValuePair(new KeyValuePair("n", 5));
    event.addKeyValuePair(new KeyValuePair("list", List.of(Map.of("k", 1.5))));
    assertThat(new JsonLayout().doLayout(event))
        .isEqualTo(
            "{\"time\":\"2026-01-02T03:04:05.678Z\",\"level\":\"warn\",\"logger\":\"a.B\","
                + "\"msg\":\"said \\\"so\\\"\\n\",\"n\":5,\"list\":[{\"k\":1.5}]}\n");
  }

  @Test
  void anExceptionIsOnTheSameLine() {
    String line = new JsonLayout().doLayout(event("no", new IllegalStateException("why")));
    assertThat(line).contains("\"stack\":\"java.lang.IllegalStateException: why");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
  }
}
