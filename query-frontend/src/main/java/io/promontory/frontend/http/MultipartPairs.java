package io.promontory.frontend.http;

import io.promontory.series.text.Utf8Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one {@code multipart/form-data} body (RFC 7578). Files count for nothing, and of a
 * body that is broken nothing counts, as in Go.
 */
final class MultipartPairs extends MultiPart.AbstractPartsListener {
  private static final int MAX_PARTS = 1_000;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private boolean complete;
  private @Nullable String error;

  private MultipartPairs() {}

  /** Reads a body of this {@code Content-Type}. */
  static FormPairs parse(String contentType, byte[] body) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null) {
      return new FormPairs(Map.of(), "no multipart boundary param in Content-Type");
    }
    MultipartPairs pairs = new MultipartPairs();
    MultiPart.Parser parser = new MultiPart.Parser(boundary, pairs);
    parser.setMaxParts(MAX_PARTS);
    parser.parse(Content.Chunk.from(ByteBuffer.wrap(body), true));
    if (pairs.complete) {
      return new FormPairs(pairs.values, null);
    }
    String error = pairs.error;
    return new FormPairs(Map.of(), "multipart: " + (error == null ? "unexpected end" : error));
  }

  @Override
  public void onPartContent(Content.Chunk chunk) {
    ByteBuffer next = chunk.getByteBuffer();
    byte[] bytes = new byte[next.remaining()];
    next.get(bytes);
    content.writeBytes(bytes);
  }

  @Override
  public void onPart(@Nullable String name, @Nullable String fileName, HttpFields headers) {
    byte[] bytes = content.toByteArray();
    content.reset();
    if (name != null && !name.isEmpty() && fileName == null) {
      values
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(Utf8Bytes.decode(bytes, 0, bytes.length));
    }
  }

  @Override
  public void onComplete() {
    complete = true;
  }

  @Override
  public void onFailure(Throwable failure) {
    error = String.valueOf(failure.getMessage());
  }
}
