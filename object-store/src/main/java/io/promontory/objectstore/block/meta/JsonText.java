package io.promontory.objectstore.block.meta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;
import java.io.IOException;

/** The small JSON files of blocks: read within limits, written with tabs as Go does it. */
final class JsonText {
  private static final int MOST_BYTES = 64 << 20;
  private static final int MOST_DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MOST_BYTES)
                          .maxNestingDepth(MOST_DEPTH)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writer(printer());

  private JsonText() {}

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter tabs = new DefaultIndenter("\t", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(tabs);
    printer.indentArraysWith(tabs);
    return printer;
  }

  /**
   * @throws CorruptBlockException if the bytes are no JSON object
   */
  static ObjectNode parse(BlockFileName name, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new CorruptBlockException(name, 0, "is " + bytes.length + " bytes long");
    }
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new CorruptBlockException(name, 0, "is no JSON object");
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw new CorruptBlockException(name, at, "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new CorruptBlockException(name, 0, "is no JSON: " + e.getMessage());
    }
  }

  static byte[] bytes(ObjectNode object) {
    try {
      return WRITER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }
}
