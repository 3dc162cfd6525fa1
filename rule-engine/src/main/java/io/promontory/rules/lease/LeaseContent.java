package io.promontory.rules.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What the object of a lease says.
 *
 * @param holder who has it; empty for nobody
 * @param lastSlot no slot later than this was or will be recorded by the holder
 */
record LeaseContent(String holder, Instant lastSlot) {
  static final int MOST_BYTES = 4 << 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] bytes() {
    ObjectNode tree = JSON.createObjectNode().put("holder", holder);
    tree.put("last_slot", lastSlot.toString());
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("two texts are always JSON", e);
    }
  }

  /** What cannot be read was written by somebody else: nobody's, and no slot recorded. */
  static LeaseContent of(byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      return new LeaseContent(
          tree.path("holder").asText(), Instant.parse(tree.path("last_slot").asText()));
    } catch (IOException | DateTimeException e) {
      return new LeaseContent("", Instant.MIN);
    }
  }
}
