package io.promontory.frontend.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Addresses as files and flags have them. */
public final class Addresses {
  /** A host and a port; an IPv6 host without its brackets. */
  public record HostPort(String host, int port) {}

  private Addresses() {}

  /**
   * Reads {@code host:port} or {@code [host]:port}; an empty host means all interfaces.
   *
   * @throws IllegalArgumentException if it is neither; the message says what it should be
   */
  public static HostPort hostPort(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.contains(":") || host.contains("/")) {
      colon = -1;
    }
    try {
      int port = colon < 0 ? -1 : Integer.parseInt(text, colon + 1, text.length(), 10);
      if (port >= 0 && port <= 65535) {
        return new HostPort(host.isEmpty() ? "0.0.0.0" : host, port);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("must be host:port, found \"" + text + "\"");
  }

  static void checkHostPort(String text, boolean zeroPort, List<?> path, Problems problems) {
    try {
      if (hostPort(text).port() == 0 && !zeroPort) {
        problems.at(path, "has port 0; name the port");
      }
    } catch (IllegalArgumentException e) {
      problems.at(path, String.valueOf(e.getMessage()));
    }
  }

  static void checkUrl(String text, List<?> path, Problems problems) {
    if (text.isEmpty()) {
      problems.at(path, "is missing");
      return;
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if ((!"http".equals(scheme) && !"https".equals(scheme)) || uri.getHost() == null) {
        problems.at(path, "must be an http or https URL, found \"" + text + "\"");
      } else if (uri.getRawUserInfo() != null) {
        problems.at(path, "holds a user name; put user and password under \"basic_auth\"");
      } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        problems.at(path, "must end before any ? or #");
      }
    } catch (URISyntaxException e) {
      problems.at(path, "is no URL: " + e.getReason());
    }
  }
}
