package io.promontory.frontend.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as Jersey sees it: under the plain path of its route and without the headers and the
 * query string that Jersey would parse, and refuse, by stricter rules than ours. {@link #unwrapped}
 * gives the request as it came.
 */
public final class RoutedRequest extends HttpServletRequestWrapper {
  private static final String ATTRIBUTE = RoutedRequest.class.getName();

  private final HttpServletRequest original;
  private final String path;
  private final Map<String, String> variables;

  RoutedRequest(HttpServletRequest original, Route route, Map<String, String> variables) {
    super(original);
    this.original = original;
    this.path = route.plainPath();
    this.variables = variables;
    original.setAttribute(ATTRIBUTE, this);
  }

  /** The request before the filter, however often it was wrapped since. */
  public static HttpServletRequest unwrapped(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof RoutedRequest routed
        ? routed.original
        : request;
  }

  /** The decoded value of a variable of the route's template, or the empty string. */
  public static String variable(HttpServletRequest request, String name) {
    return request.getAttribute(ATTRIBUTE) instanceof RoutedRequest routed
        ? routed.variables.getOrDefault(name, "")
        : "";
  }

  private static boolean isHidden(String header) {
    return header.equalsIgnoreCase("Accept") || header.equalsIgnoreCase("Content-Type");
  }

  @Override
  public String getRequestURI() {
    return getContextPath() + path;
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer("http://localhost").append(getRequestURI());
  }

  @Override
  public String getServletPath() {
    return "";
  }

  @Override
  public String getPathInfo() {
    return path;
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isHidden(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isHidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream().filter(name -> !isHidden(name)).toList());
  }
}
