package io.promontory.frontend.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client has gone while its answer is still being made.
 *
 * <p>Jetty does not read from an HTTP/1.1 connection while a request is handled. A client that
 * waits sends nothing, so that whatever can be read before the answer is the end of the stream: we
 * ask for one byte. Where there is one after all (a pipelined request), it is lost and the
 * connection is closed after this answer, which obliges the client to send that request again (RFC
 * 9112 section 9.3.2).
 *
 * <p>Over HTTP/2 Jetty reads all the time, and tells of a stream that the client has reset and of a
 * connection that is gone.
 */
public final class ClientWatch implements AutoCloseable {
  private final ServletContextRequest request;
  private final @Nullable AbstractEndPoint endPoint;
  private final Runnable gone;
  private boolean over;
  private boolean byteLost;

  private ClientWatch(
      ServletContextRequest request, @Nullable AbstractEndPoint endPoint, Runnable gone) {
    this.request = request;
    this.endPoint = endPoint;
    this.gone = gone;
  }

  /**
   * Watches until {@link #close}, which must come before the answer is written. Over protocols
   * other than HTTP/1.1 and HTTP/2, and while a body is still to be read, it watches nothing.
   *
   * @param gone run once the client has closed the connection, on a thread of the server; must not
   *     block
   */
  public static ClientWatch start(HttpServletRequest request, Runnable gone) {
    ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
    ClientWatch watch = new ClientWatch(core, bodyIsRead(request) ? endPoint(core) : null, gone);
    if (watch.endPoint != null) {
      watch.endPoint.tryFillInterested(Callback.from(watch::readable, failure -> {}));
    } else if (core.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      core.addFailureListener(failure -> watch.failed());
    }
    return watch;
  }

  private static boolean bodyIsRead(HttpServletRequest request) {
    boolean none =
        request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    try {
      return none || request.getInputStream().isFinished();
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable AbstractEndPoint endPoint(ServletContextRequest request) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    return connection.getHttpVersion() == HttpVersion.HTTP_1_1
            && connection.getConnection().getEndPoint() instanceof AbstractEndPoint known
        ? known
        : null;
  }

  private void readable() {
    synchronized (this) {
      if (over || endPoint == null || read(endPoint) >= 0) {
        return;
      }
    }
    gone.run();
  }

  private void failed() {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    gone.run();
  }

  private int read(AbstractEndPoint from) {
    ByteBuffer one = ByteBuffer.allocate(1).limit(0); // Jetty fills from limit to capacity
    try {
      int count = from.fill(one);
      byteLost = count > 0;
      return count;
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      over = true;
      if (byteLost) {
        request.getServletContextResponse().getHeaders().put(HttpHeader.CONNECTION, "close");
      }
    }
    if (endPoint == null) {
      return;
    }
    endPoint.getFillInterest().onFail(new CancellationException("the answer is made"));
  }
}
