package io.promontory.it.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a receiver was told of alerts. */
final class Told {
  private Told() {}

  /** Whether alerts were sent that began ten seconds after a time, so that those at it are over. */
  static boolean reached(Receiver receiver, Instant time) {
    for (Receiver.Posted posted : receiver.posted()) {
      for (JsonNode alert : posted.json()) {
        if (Instant.parse(alert.get("startsAt").asText()).isAfter(time.plusSeconds(10))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * All that was said of each alert that began in a span, in order, each thing once: of an alert
   * that is over, the same is said for a while.
   */
  static Map<String, List<String>> within(Receiver receiver, Instant from, Instant to) {
    Map<String, List<String>> all = new TreeMap<>();
    for (Receiver.Posted posted : receiver.posted()) {
      for (JsonNode alert : posted.json()) {
        Instant starts = Instant.parse(alert.get("startsAt").asText());
        if (starts.isAfter(from) && starts.isBefore(to)) {
          String key = posted.path() + " " + alert.get("labels") + alert.get("startsAt");
          List<String> said = all.computeIfAbsent(key, k -> new ArrayList<>());
          if (!said.contains(alert.toString())) {
            said.add(alert.toString());
          }
        }
      }
    }
    return all;
  }
}
