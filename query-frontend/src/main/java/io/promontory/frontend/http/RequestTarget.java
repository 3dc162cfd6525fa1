package io.promontory.frontend.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * A request's target as it was sent, not decoded. A number sign is a character like others: there
 * are no fragments in requests (RFC 9112 section 3.2).
 */
record RequestTarget(String path, @Nullable String query) {
  static RequestTarget of(HttpServletRequest request) {
    HttpURI uri = ServletContextRequest.getServletContextRequest(request).getHttpURI();
    String fragment = uri.getFragment();
    String target = uri.getPathQuery() + (fragment == null ? "" : "#" + fragment);
    int mark = target.indexOf('?');
    return mark < 0
        ? new RequestTarget(target, null)
        : new RequestTarget(target.substring(0, mark), target.substring(mark + 1));
  }
}
