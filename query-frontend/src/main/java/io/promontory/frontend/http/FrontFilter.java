package io.promontory.frontend.http;

import io.promontory.frontend.http.PercentCoding.BadEscapeException;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands in front of Jersey: sends each request to its route or answers it as Go's server would,
 * and gives answers of the API their cross-origin headers and compression.
 */
public final class FrontFilter implements Filter {
  private final RouteTable routes;
  private final Cors cors;
  private final Readiness readiness;

  public FrontFilter(RouteTable routes, Cors cors, Readiness readiness) {
    this.routes = routes;
    this.cors = cors;
    this.readiness = readiness;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    handle((HttpServletRequest) request, (HttpServletResponse) response, chain);
  }

  private void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ContentTypes.keepBlanks(request);
    RequestTarget target = RequestTarget.of(request);
    String path;
    try {
      path = PercentCoding.decode(target.path(), false);
    } catch (BadEscapeException e) {
      PlainAnswers.text(response, 400, "400 Bad Request");
      return;
    }
    String method = request.getMethod();
    switch (routes.resolve(method, path)) {
      case Resolution.Found found -> serve(request, response, found, chain);
      case Resolution.Redirect(int status, String location) -> {
        String query = target.query();
        PlainAnswers.redirect(
            response, method, status, query == null ? location : location + "?" + query);
      }
      case Resolution.Options(boolean api, String allow) -> {
        if (api) {
          apiHeaders(request, response, true);
          response.setStatus(204);
        } else {
          response.setHeader("Allow", allow);
        }
      }
      case Resolution.MethodNotAllowed(String allow) ->
          PlainAnswers.methodNotAllowed(response, allow);
      case Resolution.NotFound none -> PlainAnswers.notFound(response);
    }
  }

  private void serve(
      HttpServletRequest request,
      HttpServletResponse response,
      Resolution.Found found,
      FilterChain chain)
      throws IOException, ServletException {
    Route route = found.route();
    if (!route.always() && !readiness.ready()) {
      response.setHeader("X-Prometheus-Stopping", Boolean.toString(readiness.stopping()));
      PlainAnswers.text(response, 503, "Service Unavailable");
      return;
    }
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    if (route.crossOrigin()) {
      apiHeaders(request, response, route.compressed());
    } else if (route.compressed()) {
      response.addHeader("Vary", "Accept-Encoding");
    }
    RoutedRequest routed = new RoutedRequest(request, route, found.variables());
    Compression coding =
        route.compressed() ? Compression.accepted(request.getHeader("Accept-Encoding")) : null;
    if (coding == null) {
      chain.doFilter(routed, response);
    } else {
      CompressedResponse compressed = new CompressedResponse(response, coding);
      chain.doFilter(routed, compressed);
      compressed.finish();
    }
  }

  private void apiHeaders(
      HttpServletRequest request, HttpServletResponse response, boolean compressed) {
    if (compressed) {
      response.addHeader("Vary", "Accept-Encoding");
    }
    cors.headers(response, request.getHeader("Origin"));
  }
}
