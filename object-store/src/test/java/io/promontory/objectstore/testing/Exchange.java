package io.promontory.objectstore.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** One request at a {@link FaultProxy}, and the means to answer it. */
public final class Exchange {
  private final FaultProxy proxy;
  private final URI upstream;
  private final Socket client;
  private final HttpMessage request;

  Exchange(FaultProxy proxy, URI upstream, Socket client, HttpMessage request) {
    this.proxy = proxy;
    this.upstream = upstream;
    this.client = client;
    this.request = request;
  }

  public HttpMessage request() {
    return request;
  }

  /** Asks the server and returns its whole answer. */
  public HttpMessage forward() throws IOException {
    try (Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
      server.getOutputStream().write(request.withHeader("Connection", "close").bytes());
      server.getOutputStream().flush();
      return HttpMessage.readToEnd(server.getInputStream());
    }
  }

  /** Sends bytes, whether they are an answer or not. */
  public void write(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    client.getOutputStream().flush();
  }

  /** Waits, though no longer than the proxy is open. */
  public void pause(long millis) throws IOException {
    proxy.pause(millis);
  }

  /** Returns when the client has hung up. */
  public void awaitHangUp() throws IOException {
    while (client.getInputStream().read() >= 0) {
      // Nothing more is expected.
    }
  }

  /** Breaks the connection with a TCP reset. */
  public void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }
}
