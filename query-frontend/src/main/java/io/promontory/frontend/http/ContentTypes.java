package io.promontory.frontend.http;

import jakarta.servlet.ServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpStream;

/**
 * Content types as Go spells them, {@code text/plain; charset=utf-8}. The servlet container and
 * Jersey drop the blank, so it is put back just before the headers leave.
 */
final class ContentTypes extends HttpStream.Wrapper {
  private ContentTypes(HttpStream stream) {
    super(stream);
  }

  static void keepBlanks(ServletRequest request) {
    ServletContextRequest.getServletContextRequest(request).addHttpStreamWrapper(ContentTypes::new);
  }

  @Override
  public void prepareResponse(HttpFields.Mutable headers) {
    HttpField type = headers.getField(HttpHeader.CONTENT_TYPE);
    if (type != null && type.getValue() != null) {
      String value = type.getValue();
      headers.put(HttpHeader.CONTENT_TYPE, value.replace("; ", ";").replace(";", "; "));
    }
    super.prepareResponse(headers);
  }
}
