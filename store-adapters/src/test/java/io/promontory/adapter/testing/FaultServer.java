package io.promontory.adapter.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on a free loopback port that answers byte for byte what a test tells it to, also
 * what no server should.
 */
public final class FaultServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Behaviour behaviour;
  private final @Nullable String absent;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger hangUps = new AtomicInteger();

  /** Answers one request on its connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(Exchange exchange) throws IOException;
  }

  /** One request whose head has been read. */
  public final class Exchange {
    private final Socket socket;
    private final String head;
    private final String body;
    private boolean inChunks;

    private Exchange(Socket socket, String head, String body) {
      this.socket = socket;
      this.head = head;
      this.body = body;
    }

    /** The path of the request, without its query. */
    public String path() {
      return head.split("[ ?]", 3)[1];
    }

    /** The body as sent, a character for each byte. */
    public String body() {
      return body;
    }

    /** The request line and headers as sent. */
    public String head() {
      return head;
    }

    public OutputStream out() throws IOException {
      return socket.getOutputStream();
    }

    /** Writes a head; the body comes in chunks of HTTP unless its length is among the headers. */
    public Exchange head(int status, String contentType, String... moreHeaders) throws IOException {
      StringBuilder text =
          new StringBuilder("HTTP/1.1 " + status + " Status\r\nContent-Type: " + contentType);
      boolean known = false;
      for (String header : moreHeaders) {
        text.append("\r\n").append(header);
        known |= header.toLowerCase(Locale.ROOT).startsWith("content-length:");
      }
      if (!known) {
        text.append("\r\nTransfer-Encoding: chunked");
      }
      write(text.append("\r\nConnection: close\r\n\r\n").toString().getBytes(ISO_8859_1));
      inChunks = !known;
      return this;
    }

    /** Writes a part of the body. */
    public Exchange write(byte[] bytes) throws IOException {
      if (inChunks && bytes.length > 0) {
        out().write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
        out().write(bytes);
        out().write("\r\n".getBytes(ISO_8859_1));
      } else {
        out().write(bytes);
      }
      out().flush();
      return this;
    }

    private void end() throws IOException {
      if (inChunks) {
        out().write("0\r\n\r\n".getBytes(ISO_8859_1));
        out().flush();
      }
    }

    /** Returns when the client has closed the connection; counts that. */
    public void awaitHangUp() {
      try {
        while (socket.getInputStream().read() >= 0) {
          // Nothing more is expected.
        }
      } catch (IOException e) {
        // A reset is a hang-up too.
      }
      hangUps.incrementAndGet();
    }

    /** Breaks the connection with a TCP reset. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** A server that says nothing of itself: below {@code /api/v1/status} nothing is, or counts. */
  public static FaultServer saysNothing(Behaviour behaviour) {
    return new FaultServer(behaviour, "/api/v1/status/");
  }

  public FaultServer(Behaviour behaviour) {
    this(behaviour, null);
  }

  private FaultServer(Behaviour behaviour, @Nullable String absent) {
    this.behaviour = behaviour;
    this.absent = absent;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("opening a fault server", e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The heads of the requests received. */
  public List<String> requests() {
    return requests;
  }

  /** How many clients hung up while {@link Exchange#awaitHangUp} waited for it. */
  public int hangUps() {
    return hangUps.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The server was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String head = readRequest(socket.getInputStream());
      if (!head.isEmpty()) {
        String body = readBody(socket.getInputStream(), head);
        Exchange exchange = new Exchange(socket, head, body);
        if (absent != null && exchange.path().startsWith(absent)) {
          exchange.head(404, "text/plain").write("404 page not found".getBytes(ISO_8859_1));
        } else {
          requests.add(head);
          behaviour.answer(exchange);
        }
        exchange.end();
      }
    } catch (IOException e) {
      // The client has gone, which some tests want.
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
    }
    return head.toString(ISO_8859_1);
  }

  private static String readBody(InputStream in, String head) throws IOException {
    return new String(in.readNBytes(contentLength(head)), ISO_8859_1);
  }

  private static int contentLength(String head) {
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("closing a fault server", e);
    }
  }
}
