package io.promontory.objectstore.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * A request or an answer.
 *
 * @param head first line and headers, up to and with the empty line
 * @param body as on the wire, chunks and all
 */
public record HttpMessage(String head, byte[] body) {
  private static final String END = "\r\n\r\n";

  /** An answer of a status that does not mean success, in S3's XML. */
  static HttpMessage error(int status, String code, String message) {
    byte[] body =
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message>"
                    .formatted(code, message)
                + "</Error>")
            .getBytes(ISO_8859_1);
    String head =
        "HTTP/1.1 %d Status\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
            .formatted(status, body.length);
    return new HttpMessage(head + "Connection: close" + END, body);
  }

  byte[] bytes() {
    byte[] first = head.getBytes(ISO_8859_1);
    byte[] all = Arrays.copyOf(first, first.length + body.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }

  /** The same with this header in place of any of its name. */
  public HttpMessage withHeader(String name, String value) {
    StringBuilder changed = new StringBuilder();
    for (String line : head.strip().split("\r\n")) {
      if (!line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        changed.append(line).append("\r\n");
      }
    }
    return new HttpMessage(
        changed.append(name).append(": ").append(value).append(END).toString(), body);
  }

  public HttpMessage withBody(byte[] other) {
    return new HttpMessage(head, other);
  }

  /** Reads a request; null if the connection ends before. */
  static HttpMessage readRequest(InputStream in) throws IOException {
    String head = readHead(in);
    return head.endsWith(END) ? new HttpMessage(head, readBody(in, contentLength(head))) : null;
  }

  static HttpMessage readToEnd(InputStream in) throws IOException {
    return new HttpMessage(readHead(in), in.readAllBytes());
  }

  private static byte[] readBody(InputStream in, int length) throws IOException {
    byte[] body = new byte[length];
    return in.readNBytes(body, 0, length) == length ? body : new byte[0];
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      matched = b == END.charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      if (matched == END.length()) {
        break;
      }
    }
    return head.toString(ISO_8859_1);
  }

  private static int contentLength(String head) {
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }
}
