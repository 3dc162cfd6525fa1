package io.promontory.frontend.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queries that were under way when the process before this one died. */
final class UnfinishedQueries {
  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedQueries.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_LINES = 100;

  private UnfinishedQueries() {}

  /**
   * A query that did not end.
   *
   * @param query its text, cut where it was long
   * @param started null where the entry is damaged; the query is then the entry as it is
   */
  record Unfinished(String query, @Nullable Instant started) {}

  /** Logs each as a warning. */
  static void log(byte[] file) {
    List<Unfinished> all = read(file);
    for (Unfinished one : all.subList(0, Math.min(all.size(), MOST_LINES))) {
      LOG.atWarn()
          .addKeyValue("query", one.query)
          .addKeyValue("started", one.started)
          .log("this query was under way when the process last ended, and did not finish");
    }
    if (all.size() > MOST_LINES) {
      LOG.warn("{} more queries did not finish", all.size() - MOST_LINES);
    }
  }

  /** Reads the slots of an {@link ActiveQueryFile}; whatever the bytes are, it does not fail. */
  static List<Unfinished> read(byte[] file) {
    List<Unfinished> all = new ArrayList<>();
    for (int slot = 1; slot < file.length; slot += ActiveQueryFile.SLOT_BYTES) {
      int most = Math.min(slot + ActiveQueryFile.SLOT_BYTES, file.length);
      int end = slot;
      while (end < most && file[end] != 0) {
        end++;
      }
      if (end > slot) {
        all.add(entry(new String(file, slot, end - slot, UTF_8)));
      }
    }
    return all;
  }

  private static Unfinished entry(String text) {
    try {
      JsonNode entry =
          JSON.readTree(text.endsWith(",") ? text.substring(0, text.length() - 1) : text);
      if (entry.path("query").isTextual() && entry.path("timestamp_sec").canConvertToInt()) {
        return new Unfinished(
            entry.path("query").asText(),
            Instant.ofEpochSecond(entry.path("timestamp_sec").asInt()));
      }
    } catch (JsonProcessingException e) {
      // damaged; shown as it is
    }
    return new Unfinished(text, null);
  }
}
