package io.promontory.frontend.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers without a resource: plain text and redirects, with Go's words and headers. */
final class PlainAnswers {
  static final String TEXT = "text/plain; charset=utf-8";

  private PlainAnswers() {}

  static void notFound(HttpServletResponse response) throws IOException {
    error(response, 404, "404 page not found");
  }

  static void methodNotAllowed(HttpServletResponse response, String allow) throws IOException {
    response.setHeader("Allow", allow);
    error(response, 405, "Method Not Allowed");
  }

  private static void error(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    text(response, status, text + "\n");
  }

  static void text(HttpServletResponse response, int status, String text) throws IOException {
    response.setStatus(status);
    response.setHeader("Content-Type", TEXT);
    write(response, text);
  }

  static void redirect(HttpServletResponse response, String method, int status, String location)
      throws IOException {
    response.setStatus(status);
    response.setHeader("Location", location);
    if (method.equals("GET") || method.equals("HEAD")) {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
    }
    if (method.equals("GET")) {
      write(response, "<a href=\"" + escape(location) + "\">" + words(status) + "</a>.\n\n");
    }
  }

  private static String words(int status) {
    return switch (status) {
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 307 -> "Temporary Redirect";
      default -> "Permanent Redirect";
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }

  private static void write(HttpServletResponse response, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
