package io.promontory.adapter.testing.amp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A proxy between that changes the heads of requests, with the host name left as it was asked. */
public final class HeadProxy implements AutoCloseable {
  private final WireServer server;
  private final URI target;

  /**
   * A proxy.
   *
   * @param target URL that it stands before; its path stays
   * @param change of a request's head, from its first line to the empty one
   */
  public HeadProxy(URI target, UnaryOperator<String> change) {
    this.target = target;
    this.server = new WireServer(request -> pass(request, change));
  }

  /** The target's URL by way of this proxy. */
  public URI url() {
    return server.uri().resolve(target.getRawPath());
  }

  private WireAnswer pass(WireRequest request, UnaryOperator<String> change) throws IOException {
    StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1");
    request
        .headers()
        .forEach(
            header -> head.append("\r\n" + header.getKey() + ": " + header.getValue().strip()));
    String changed = change.apply(head + "\r\n\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
      socket.getOutputStream().write(changed.getBytes(ISO_8859_1));
      socket.getOutputStream().write(request.body());
      socket.getOutputStream().flush();
      WireRequest answer = WireRequest.read(socket.getInputStream());
      if (answer == null) {
        throw new UncheckedIOException(new IOException("no answer from " + target));
      }
      Map<String, String> headers = new LinkedHashMap<>();
      answer.headers().forEach(header -> headers.put(header.getKey(), header.getValue().strip()));
      headers.keySet().removeIf("content-length"::equalsIgnoreCase);
      int status = Integer.parseInt(answer.target().split(" ")[0]);
      return new WireAnswer(status, headers, answer.body(), -1);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
