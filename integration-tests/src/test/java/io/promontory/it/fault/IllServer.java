package io.promontory.it.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback server that reads each HTTP request and then misbehaves; of itself it says nothing.
 */
final class IllServer implements AutoCloseable {
  private static final String CHUNKED =
      "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";

  private static final String NOT_FOUND = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

  /** The ways to be ill. */
  enum Illness {
    HANGS,
    RESETS,
    ANSWERS_HTML,
    TRUNCATES_A_FRAME,
    SENDS_A_BAD_CRC,
    ANNOUNCES_A_HUGE_FRAME,
    DRIPS
  }

  private final ServerSocket socket;
  private final Illness illness;
  private final AtomicInteger reads = new AtomicInteger();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  IllServer(Illness illness) {
    this.illness = illness;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** Requests for samples so far; others ask how the server is. */
  int reads() {
    return reads.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      String head = readRequest(connection.getInputStream());
      if (head.startsWith("POST /api/v1/read ")) {
        reads.incrementAndGet();
      }
      if (head.startsWith("GET /api/v1/status/")) {
        connection.getOutputStream().write(NOT_FOUND.getBytes(StandardCharsets.US_ASCII));
      } else {
        misbehave(connection);
      }
    } catch (IOException e) {
      // the client left; nothing to do
    } finally {
      connections.remove(connection);
    }
  }

  private void misbehave(Socket connection) throws IOException {
    OutputStream out = connection.getOutputStream();
    switch (illness) {
      case HANGS -> waitForClient(connection);
      case RESETS -> connection.setSoLinger(true, 0);
      case ANSWERS_HTML ->
          respond(
              out,
              "text/html",
              "<html><body>Sign in, please</body></html>".getBytes(StandardCharsets.UTF_8),
              41);
      case TRUNCATES_A_FRAME -> respond(out, CHUNKED, new byte[] {100, 1, 2, 3, 4, 10, 20}, 7);
      case SENDS_A_BAD_CRC -> respond(out, CHUNKED, new byte[] {2, 1, 2, 3, 4, 16, 0}, 7);
      case ANNOUNCES_A_HUGE_FRAME ->
          respond(out, CHUNKED, new byte[] {-1, -1, -1, -1, 127, 0, 0}, 1000);
      case DRIPS -> drip(connection, out);
    }
  }

  private static void respond(OutputStream out, String type, byte[] body, int length)
      throws IOException {
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  /** One byte whenever the client has not closed for 100 ms. */
  private static void drip(Socket connection, OutputStream out) throws IOException {
    respond(out, CHUNKED, new byte[] {100, 1, 2, 3, 4}, 1_000_000);
    connection.setSoTimeout(100);
    while (true) {
      try {
        if (connection.getInputStream().read() < 0) {
          return;
        }
      } catch (java.net.SocketTimeoutException e) {
        out.write(10);
        out.flush();
      }
    }
  }

  private static void waitForClient(Socket connection) throws IOException {
    while (connection.getInputStream().read() >= 0) {
      // until the client closes
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length:");
    if (at >= 0) {
      String length = head.substring(at + 15, head.indexOf("\r\n", at)).strip();
      in.readNBytes(Integer.parseInt(length));
    }
    return head.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
