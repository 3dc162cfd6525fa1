package io.promontory.frontend.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Our defaults of Dropwizard's sections, filled in where the file is silent: one port, 9090 on
 * loopback, virtual threads, headers of Prometheus' size (1 MiB, so that long URLs pass), paths
 * passed on unjudged and bodies uncompressed (the API does both as Prometheus does), logs as JSON
 * lines on standard error.
 */
final class ServerDefaults {
  private ServerDefaults() {}

  static void fill(ObjectNode file) {
    ObjectNode server = section(file, "server");
    put(server, "enableVirtualThreads", "true");
    // One that waits for a store or for its turn costs little, and must not keep a health check
    // out.
    put(server, "maxThreads", "100000");
    put(server, "registerDefaultExceptionMappers", "false");
    put(section(server, "gzip"), "enabled", "false");
    if (!server.has("requestLog")) {
      server.putObject("requestLog").putArray("appenders");
    }
    if (server.path("type").asText("default").equals("simple")) {
      connector(section(server, "connector"));
    } else if (server.path("type").asText("default").equals("default")) {
      if (!server.has("applicationConnectors")) {
        server.putArray("applicationConnectors").addObject();
      }
      if (!server.has("adminConnectors")) {
        server.putArray("adminConnectors");
      }
      server.path("applicationConnectors").forEach(ServerDefaults::connector);
    }
    ObjectNode logging = section(file, "logging");
    if (!logging.has("appenders")) {
      ObjectNode console = logging.putArray("appenders").addObject();
      console.put("type", "console").put("target", "stderr");
      console.putObject("layout").put("type", "json");
    }
    ObjectNode loggers = section(logging, "loggers");
    put(loggers, "org.eclipse.jetty", "WARN");
    put(loggers, "io.dropwizard", "WARN");
    // Below this they write down requests with the tokens that sign them.
    put(loggers, "software.amazon.awssdk", "INFO");
    put(loggers, "org.apache.hc", "INFO");
  }

  private static void connector(JsonNode node) {
    if (node instanceof ObjectNode connector) {
      put(connector, "type", "http");
      put(connector, "bindHost", "127.0.0.1");
      put(connector, "port", "9090");
      put(connector, "maxRequestHeaderSize", "1MiB");
      put(connector, "uriCompliance", "UNSAFE");
    }
  }

  private static ObjectNode section(ObjectNode parent, String name) {
    JsonNode node = parent.get(name);
    if (node instanceof ObjectNode object) {
      return object;
    }
    return node == null ? parent.putObject(name) : parent.objectNode();
  }

  private static void put(ObjectNode node, String key, String value) {
    if (!node.has(key)) {
      node.put(key, value);
    }
  }
}
