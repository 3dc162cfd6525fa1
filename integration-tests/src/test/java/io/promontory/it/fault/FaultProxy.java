package io.promontory.it.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.promontory.it.fixture.PromontoryProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes the connections of a loopback server on, and does to them what a network or a proxy might.
 * The fault in force when a connection is opened is that connection's.
 */
final class FaultProxy implements AutoCloseable {
  /** Bytes of an answer that pass before it is broken off, its head not counted. */
  private static final int CUT = 20;

  /** The same where the server does not speak HTTP/1.1, from the first byte on. */
  private static final int CUT_OF_OTHERS = 1_200;

  private final int target;
  private final boolean http;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile Fault fault = Fault.NONE;
  private volatile ServerSocket socket;
  private volatile Thread acceptor = Thread.currentThread();

  /**
   * @param target port on the loopback interface
   * @param http whether the server speaks HTTP/1.1
   */
  FaultProxy(int target, boolean http) {
    this.http = http;
    this.target = target;
    // One that is not given to a client while nobody listens on it.
    this.socket = listen(PromontoryProcess.freePort());
    this.port = socket.getLocalPort();
  }

  int port() {
    return port;
  }

  /** Connections of clients that are open now. */
  int connections() {
    return open.size();
  }

  /** Breaks all connections off; new ones have this fault. */
  void set(Fault next) {
    fault = next;
    busy.set(next == Fault.IS_BUSY_ONCE);
    if (next == Fault.REFUSES) {
      close(socket);
      awaitAcceptor();
    } else if (socket.isClosed()) {
      socket = listen(port);
    }
    open.forEach(FaultProxy::close);
  }

  /** Who waits in accept holds the port for a moment after the socket is closed. */
  private void awaitAcceptor() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerSocket listen(int at) {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 200);
      acceptor = Thread.ofVirtual().start(() -> accept(opened));
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        open.add(client);
        Fault own = fault;
        Thread.ofVirtual().start(() -> serve(client, own));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client, Fault own) {
    try (client) {
      String canned = own.canned();
      if (own == Fault.IS_BUSY_ONCE && !busy.getAndSet(false)) {
        canned = null;
      }
      if (own == Fault.HANGS) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } else if (canned != null) {
        readRequest(client.getInputStream());
        client.getOutputStream().write(canned.getBytes(ISO_8859_1));
        client.getOutputStream().flush();
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } else {
        pass(client, own);
      }
    } catch (IOException e) {
      // one of them left
    } finally {
      open.remove(client);
    }
  }

  private void pass(Socket client, Fault own) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (server) {
                  client.getInputStream().transferTo(server.getOutputStream());
                } catch (IOException e) {
                  // one of them left
                }
              });
      answer(server.getInputStream(), client, own);
    }
  }

  private void answer(InputStream in, Socket client, Fault own) throws IOException {
    OutputStream out = client.getOutputStream();
    switch (own) {
      case RESETS_MID_BODY, TRUNCATES -> {
        if (http) {
          out.write(head(in));
        }
        pass(in, out, http ? CUT : CUT_OF_OTHERS);
        if (own == Fault.RESETS_MID_BODY) {
          client.setSoLinger(true, 0);
        }
      }
      case DRIPS -> drip(in, out);
      case HAS_AN_OLD_CLOCK -> {
        if (!http) {
          in.transferTo(out);
          return;
        }
        String head = new String(head(in), ISO_8859_1);
        String old = "\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
        out.write(head.replaceFirst("\r\nDate: [^\r]*\r\n", old).getBytes(ISO_8859_1));
        in.transferTo(out);
      }
      default -> in.transferTo(out);
    }
  }

  private static void pass(InputStream in, OutputStream out, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      out.write(next);
      out.flush();
    }
  }

  private static void drip(InputStream in, OutputStream out) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        out.write(next);
        out.flush();
        if (never.await(250, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** To the end of an HTTP head, or a part of what is none. */
  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (head.size() < 1_000 && !head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toByteArray();
  }

  private static void readRequest(InputStream in) throws IOException {
    String head = new String(head(in), ISO_8859_1);
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:");
    if (at >= 0) {
      in.readNBytes(Integer.parseInt(head.substring(at + 15, head.indexOf("\r\n", at)).strip()));
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    close(socket);
    open.forEach(FaultProxy::close);
  }
}
