package io.promontory.series.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads files with one JSON object a line, as the recorded answers are kept. */
public final class JsonLines {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(10_000).build())
                  .build())
          .build();

  private JsonLines() {}

  /** All lines of a file of the reference data; see {@link Reference#path} for its absence. */
  public static List<JsonNode> reference(String... path) {
    return read(Reference.path(path));
  }

  public static List<JsonNode> read(Path file) {
    try {
      return Files.readAllLines(file).stream().map(JsonLines::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("bad line: " + line, e);
    }
  }
}
