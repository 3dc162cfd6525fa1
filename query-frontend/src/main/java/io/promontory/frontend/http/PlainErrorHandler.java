package io.promontory.frontend.http;

import io.dropwizard.core.setup.Environment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Jetty's own errors (requests that it cannot read: 400, 414, 431, ...) as one line of plain text,
 * like Go's, in place of a page of HTML.
 */
public final class PlainErrorHandler extends ErrorHandler {
  private PlainErrorHandler() {}

  /** Takes over the errors of the application and, once that starts, of the server around it. */
  public static void install(Environment environment) {
    PlainErrorHandler handler = new PlainErrorHandler();
    environment
        .lifecycle()
        .addEventListener(
            new LifeCycle.Listener() {
              @Override
              public void lifeCycleStarting(LifeCycle event) {
                if (event instanceof Server server) {
                  server.setErrorHandler(handler);
                }
              }
            });
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String line = HttpStatus.getMessage(response.getStatus());
    String text = response.getStatus() + " " + line;
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, PlainAnswers.TEXT);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
