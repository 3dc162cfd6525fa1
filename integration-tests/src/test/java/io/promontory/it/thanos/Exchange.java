package io.promontory.it.thanos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One call as it went over the wire: a request, the frames of its answer, the status of its end.
 *
 * @param method full name, {@code thanos.Store/Series}
 */
record Exchange(String method, byte[] request, List<byte[]> frames, String status) {
  private static final String SUFFIX = ".jsonl.gz";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The recorded exchanges of a file beside this class. */
  static List<Exchange> recorded(String name) {
    try (InputStream file = Exchange.class.getResourceAsStream(name + SUFFIX)) {
      if (file == null) {
        throw new IllegalStateException("no recording " + name);
      }
      InputStream in = new GZIPInputStream(file);
      List<Exchange> all = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        all.add(parse(JSON.readTree(line)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Exchange parse(JsonNode line) {
    List<byte[]> frames = new ArrayList<>();
    line.get("frames").forEach(frame -> frames.add(bytes(frame)));
    return new Exchange(
        line.get("method").asText(),
        bytes(line.get("request")),
        frames,
        line.get("status").asText());
  }

  private static byte[] bytes(JsonNode text) {
    return Base64.getDecoder().decode(text.asText());
  }

  /** Writes exchanges as compressed lines of JSON; of equal requests the first. */
  static void write(Path folder, String name, List<Exchange> exchanges) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (Exchange exchange : exchanges) {
      String request = Base64.getEncoder().encodeToString(exchange.request);
      lines.putIfAbsent(exchange.method + request, exchange.line(request));
    }
    try {
      Files.createDirectories(folder);
      try (OutputStream out =
          new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + SUFFIX)))) {
        out.write((String.join("\n", lines.values()) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(String requestText) {
    ObjectNode line = JSON.createObjectNode().put("method", method).put("request", requestText);
    var array = line.putArray("frames");
    frames.forEach(frame -> array.add(Base64.getEncoder().encodeToString(frame)));
    try {
      return JSON.writeValueAsString(line.put("status", status));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
