package io.promontory.adapter.testing.amp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to write.
 *
 * @param cutAfter bytes of the body after which the connection breaks; negative for none
 */
public record WireAnswer(int status, Map<String, String> headers, byte[] body, int cutAfter) {
  /** An answer with a body of some type. */
  public static WireAnswer of(int status, String contentType, String body) {
    return new WireAnswer(status, Map.of("Content-Type", contentType), body.getBytes(UTF_8), -1);
  }

  /** The same with one more header. */
  public WireAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new WireAnswer(status, more, body, cutAfter);
  }

  /** The same, broken off inside its body. */
  public WireAnswer cut(int bytes) {
    return new WireAnswer(status, headers, body, bytes);
  }

  /** Writes it; false if the connection must break now. */
  boolean write(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + body.length + "\r\n\r\n");
    out.write(head.toString().getBytes(ISO_8859_1));
    out.write(body, 0, cutAfter < 0 ? body.length : Math.min(cutAfter, body.length));
    out.flush();
    return cutAfter < 0;
  }
}
