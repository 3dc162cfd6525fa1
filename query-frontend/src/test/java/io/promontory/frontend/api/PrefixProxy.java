package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A reverse proxy that shows a server under another prefix: it puts its own headers in, and leaves
 * everything else alone. One request a connection.
 */
final class PrefixProxy implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PrefixProxy.class.getName());

  private final ServerSocket listening;
  private final int serverPort;
  private final String shown;
  private final String served;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param shown the prefix that clients see
   * @param served the prefix that the server has
   */
  PrefixProxy(int serverPort, String shown, String served) throws IOException {
    this.serverPort = serverPort;
    this.shown = shown;
    this.served = served;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        threads.execute(() -> pass(client));
      }
    } catch (IOException e) {
      threads.shutdown(); // closed
    }
  }

  private void pass(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      InputStream in = client.getInputStream();
      String head = head(in);
      String rewritten =
          head.replaceFirst(" " + shown + "/", " " + served + "/")
              .replaceFirst(
                  "\r\n", "\r\nX-Forwarded-For: 10.0.0.1\r\nX-Forwarded-Proto: https\r\n");
      server.getOutputStream().write(rewritten.getBytes(ISO_8859_1));
      threads.execute(() -> copy(in, server));
      server.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
    } catch (IOException e) {
      // The client sees that its connection ended early.
      LOG.log(System.Logger.Level.DEBUG, "passing a request on", e);
    }
  }

  private static void copy(InputStream body, Socket server) {
    try {
      body.transferTo(server.getOutputStream());
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "passing a body on", e);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
