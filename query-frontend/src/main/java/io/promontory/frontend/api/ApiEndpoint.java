package io.promontory.frontend.api;

import io.promontory.frontend.http.RequestParams;
import io.promontory.frontend.http.RoutedRequest;
import io.promontory.frontend.json.Envelope;
import io.promontory.frontend.json.JsonBody;
import io.promontory.frontend.json.JsonOutput;
import io.promontory.frontend.json.JsonTree;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a handler and makes an HTTP answer of what it returns or throws. */
final class ApiEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ApiEndpoint.class);

  private ApiEndpoint() {}

  /** Answers one request from its parameters. */
  @FunctionalInterface
  interface Handler {
    ApiAnswer handle(RequestParams params);
  }

  /** The handler has returned, and the whole answer is known, before the first byte is written. */
  static Response answer(HttpServletRequest request, Handler handler) {
    try {
      return response(handler.handle(params(request)));
    } catch (JsonTree.UnsupportedValueException e) {
      return Response.status(500)
          .header("X-Content-Type-Options", "nosniff")
          .type("text/plain; charset=utf-8")
          .entity("v1.Response.Data: " + e.getMessage() + "\n")
          .build();
    } catch (RuntimeException e) {
      ApiException error = ApiErrors.of(e);
      if (error.type() == ErrorType.INTERNAL) {
        LOG.error("{} {} failed", request.getMethod(), path(request), e);
      }
      return error(error);
    }
  }

  /** The parameters of a request that came through the filter. */
  static RequestParams params(HttpServletRequest request) {
    try {
      return RequestParams.of(RoutedRequest.unwrapped(request));
    } catch (IOException e) {
      throw new ApiException(ErrorType.CANCELED, "the request's body ended early");
    }
  }

  static Response error(ApiException error) {
    return json(error.status(), Envelope.error(error.type().text(), error.text())).build();
  }

  private static Response response(ApiAnswer answer) {
    JsonBody data = answer.data();
    if (data == null) {
      return Response.noContent().build();
    }
    Response.ResponseBuilder response =
        json(200, Envelope.success(data, answer.warnings(), answer.infos()));
    if (!answer.whole()) {
      response.header("Cache-Control", "no-store");
    }
    return response.build();
  }

  private static Response.ResponseBuilder json(int status, JsonBody body) {
    StreamingOutput entity =
        stream -> {
          JsonOutput out = new JsonOutput(stream);
          body.writeTo(out);
          out.flush();
        };
    return Response.status(status).entity(entity).type("application/json");
  }

  private static String path(HttpServletRequest request) {
    return RoutedRequest.unwrapped(request).getRequestURI();
  }
}
