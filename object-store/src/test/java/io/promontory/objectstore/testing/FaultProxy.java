package io.promontory.objectstore.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * An HTTP proxy on a free loopback port that hands requests to a server as they are, signatures
 * included, and spoils those answers that a test tells it to. Each connection serves one request.
 */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final URI upstream;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Rule(Predicate<String> heads, AtomicInteger left, Fault fault) {
    boolean takes(String head) {
      return heads.test(head) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
  }

  public FaultProxy(URI upstream) {
    this.upstream = upstream;
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("opening a proxy", e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The heads of the requests received. */
  public List<String> requests() {
    return requests;
  }

  /** Spoils the next requests, as many as said, whose head has the text in it. */
  public FaultProxy spoil(int times, String inHead, Fault fault) {
    return spoil(times, head -> head.contains(inHead), fault);
  }

  /** Spoils the next requests whose head is as wanted; of several rules the first one counts. */
  public FaultProxy spoil(int times, Predicate<String> heads, Fault fault) {
    rules.add(new Rule(heads, new AtomicInteger(times), fault));
    return this;
  }

  /** Waits, though no longer than the proxy is open. */
  void pause(long millis) throws IOException {
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("the proxy was closed");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        sockets.add(socket);
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The proxy was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      HttpMessage request = HttpMessage.readRequest(socket.getInputStream());
      if (request == null) {
        return;
      }
      requests.add(request.head());
      Fault fault =
          rules.stream()
              .filter(rule -> rule.takes(request.head()))
              .findFirst()
              .map(Rule::fault)
              .orElse(Fault.NONE);
      fault.answer(new Exchange(this, upstream, socket, request));
    } catch (IOException e) {
      // The client has gone, which some tests want.
    } finally {
      sockets.remove(socket);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("closing a proxy", e);
    }
  }
}
