package io.promontory.frontend.config;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The URL under which users reach a process, for links to it. */
public final class ExternalUrl {
  private ExternalUrl() {}

  /** As configured, or else the address of the first port; no slash at its end. */
  public static String of(FrontendConfig config) {
    String configured = config.web().externalUrl();
    String url = configured == null ? ofPort(config) : configured;
    int end = url.length();
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return url.substring(0, end);
  }

  private static String ofPort(FrontendConfig config) {
    List<ConnectorFactory> connectors =
        config.getServerFactory() instanceof DefaultServerFactory server
            ? server.getApplicationConnectors()
            : List.of();
    if (connectors.isEmpty() || !(connectors.getFirst() instanceof HttpConnectorFactory first)) {
      return "http://" + hostName() + config.web().routePrefix();
    }
    String host = host(first.getBindHost());
    return (first instanceof HttpsConnectorFactory ? "https://" : "http://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + first.getPort()
        + config.web().routePrefix();
  }

  private static String host(@Nullable String bound) {
    boolean any = bound == null || bound.equals("0.0.0.0") || bound.equals("::");
    return bound == null || any ? hostName() : bound;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
