package io.promontory.frontend.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** An HTTP/1.1 client that sends what it is told to, however wrong, one connection a request. */
public final class RawHttp {
  private final int port;

  public RawHttp(int port) {
    this.port = port;
  }

  /**
   * An answer.
   *
   * @param headers by lower-case name, repeats joined with {@code ", "}
   * @param body without transfer and content coding
   */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, UTF_8);
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  public Answer get(String target) throws IOException {
    return send("GET", target, Map.of(), null);
  }

  public Answer postForm(String target, String form) throws IOException {
    Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
    return send("POST", target, headers, form.getBytes(UTF_8));
  }

  public Answer send(String method, String target, Map<String, String> headers, byte[] body)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", "localhost");
    all.put("Connection", "close");
    all.putAll(headers);
    if (body != null || method.equals("POST") || method.equals("PUT")) {
      all.put("Content-Length", Integer.toString(body == null ? 0 : body.length));
    }
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return exchange(method, head.append("\r\n").toString().getBytes(UTF_8), body);
  }

  /** Sends bytes as they are and reads the answer to {@code method}. */
  public Answer exchange(String method, byte[] head, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(head);
      if (body != null) {
        out.write(body);
      }
      out.flush();
      return read(method, socket.getInputStream());
    }
  }

  private static Answer read(String method, InputStream in) throws IOException {
    String statusLine = line(in);
    int status = Integer.parseInt(statusLine.split(" ")[1]);
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, n -> new ArrayList<>()).add(line.substring(colon + 1).strip());
    }
    Map<String, String> joined = new TreeMap<>();
    headers.forEach((name, values) -> joined.put(name, String.join(", ", values)));
    boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
    byte[] body = bodiless ? new byte[0] : body(in, joined);
    return new Answer(status, joined, body);
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    byte[] raw;
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      raw = chunks(in);
    } else if (headers.containsKey("content-length")) {
      raw = in.readNBytes(Integer.parseInt(headers.get("content-length")));
    } else {
      raw = in.readAllBytes();
    }
    return switch (headers.getOrDefault("content-encoding", "")) {
      case "gzip" -> new GZIPInputStream(new ByteArrayInputStream(raw)).readAllBytes();
      case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(raw)).readAllBytes();
      default -> raw;
    };
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).strip(), 16);
      body.write(in.readNBytes(size));
      line(in);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended within the head: " + line);
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
