package io.promontory.rules.template.function;

import org.jspecify.annotations.Nullable;

/** Parts of {@code host:port}; what is none is left as it is. */
final class HostPorts {
  /** The two parts. */
  private record HostPort(String host, String port) {}

  private HostPorts() {}

  static String stripPort(String text) {
    HostPort parts = split(text);
    return parts == null ? text : parts.host();
  }

  static String stripDomain(String text) {
    HostPort parts = split(text);
    String host = parts == null ? text : parts.host();
    if (IpAddresses.isAddress(host)) {
      return text;
    }
    int dot = host.indexOf('.');
    String name = dot < 0 ? host : host.substring(0, dot);
    if (parts == null || parts.port().isEmpty()) {
      return name;
    }
    return (name.contains(":") ? "[" + name + "]" : name) + ":" + parts.port();
  }

  /** Null where there is no port, too many colons, or brackets are out of place. */
  private static @Nullable HostPort split(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return null;
    }
    String host;
    int rest;
    int open = 0;
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0 || close + 1 != colon) {
        return null;
      }
      host = text.substring(1, close);
      open = 1;
      rest = close + 1;
    } else {
      host = text.substring(0, colon);
      rest = 0;
      if (host.indexOf(':') >= 0) {
        return null;
      }
    }
    boolean brackets = text.indexOf('[', open) >= 0 || text.indexOf(']', rest) >= 0;
    return brackets ? null : new HostPort(host, text.substring(colon + 1));
  }
}
