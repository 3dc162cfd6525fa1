package io.promontory.frontend.app;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a query came from.
 *
 * @param clientIp of the connection; empty where it has none
 * @param httpMethod null where the query came over gRPC
 * @param path of the URL, the full name of the method as it is called over gRPC, or {@code rules}
 * @param traceParent the header {@code traceparent} (W3C Trace Context), if any
 */
public record QueryOrigin(
    String clientIp, @Nullable String httpMethod, String path, @Nullable String traceParent) {
  /** That of the rules of this process. */
  public static final QueryOrigin RULES = new QueryOrigin("", null, "rules", null);

  /** That of an HTTP request. */
  public static QueryOrigin of(HttpServletRequest request) {
    return new QueryOrigin(
        request.getRemoteAddr(),
        request.getMethod(),
        request.getRequestURI(),
        request.getHeader("traceparent"));
  }
}
