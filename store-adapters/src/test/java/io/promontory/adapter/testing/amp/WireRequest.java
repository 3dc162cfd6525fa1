package io.promontory.adapter.testing.amp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as its bytes came over the wire.
 *
 * @param target path and query, a character for each byte
 * @param headers in their order, names as sent
 */
public record WireRequest(
    String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
  private static final int MOST_HEAD = 1 << 20;

  /** Reads the next request of a connection; null at its end. */
  static WireRequest read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int tail = 0;
    while (tail != 0x0d0a0d0a) {
      int b = in.read();
      if (b < 0 || head.size() > MOST_HEAD) {
        return null;
      }
      head.write(b);
      tail = tail << 8 | b;
    }
    WireRequest request = parse(head.toString(ISO_8859_1), new byte[0]);
    String length = request.header("content-length");
    byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
    return new WireRequest(request.method, request.target, request.headers, body);
  }

  /** Reads a head, a character for each byte; a line that begins with a blank goes on the last. */
  public static WireRequest parse(String head, byte[] body) {
    List<String> lines = new ArrayList<>();
    for (String line : head.split("\r?\n")) {
      if (!lines.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
        lines.set(lines.size() - 1, lines.getLast() + " " + line.strip());
      } else if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    String first = lines.getFirst();
    int method = first.indexOf(' ');
    int version = first.lastIndexOf(' ');
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1)));
    }
    return new WireRequest(
        first.substring(0, method), first.substring(method + 1, version), headers, body);
  }

  /** The values of a header joined as they are signed; empty where there is none. */
  public String header(String name) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase(name)) {
        values.add(header.getValue().strip().replaceAll(" +", " "));
      }
    }
    return String.join(",", values);
  }

  /** Names of the headers in lower case. */
  List<String> headerNames() {
    return headers.stream().map(h -> h.getKey().toLowerCase(Locale.ROOT)).distinct().toList();
  }

  /** The path as sent. */
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** The query as sent; empty for none. */
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** The parameters of the query and of a form in the body. */
  public Map<String, List<String>> params() {
    Map<String, List<String>> params = new LinkedHashMap<>();
    collect(query(), params);
    if (header("content-type").startsWith("application/x-www-form-urlencoded")) {
      collect(new String(body, UTF_8), params);
    }
    return params;
  }

  private static void collect(String form, Map<String, List<String>> params) {
    for (String pair : form.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        params
            .computeIfAbsent(URLDecoder.decode(parts[0], UTF_8), unused -> new ArrayList<>())
            .add(parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
      }
    }
  }
}
