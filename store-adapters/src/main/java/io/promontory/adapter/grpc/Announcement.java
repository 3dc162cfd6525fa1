package io.promontory.adapter.grpc;

import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What a server of ours says of itself in the headers of its Info answers: that it serves {@code
 * promontory.query.v1.Evaluator}, and what expressions mean there.
 */
final class Announcement {
  /** The version of Prometheus whose PromQL this is, in every detail. */
  static final String PROMQL = "3.14";

  private static final Metadata.Key<String> PROMQL_KEY =
      Metadata.Key.of("promontory-promql", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> VERSION_KEY =
      Metadata.Key.of("promontory-version", Metadata.ASCII_STRING_MARSHALLER);

  private static final int MOST_LENGTH = 100;

  private Announcement() {}

  static Metadata of(String version) {
    Metadata headers = new Metadata();
    headers.put(PROMQL_KEY, PROMQL);
    headers.put(VERSION_KEY, version);
    return headers;
  }

  /** What evaluates at the server as it would here, with its version; empty where nothing does. */
  static String evaluator(@Nullable Metadata headers) {
    if (headers == null || !PROMQL.equals(headers.get(PROMQL_KEY))) {
      return "";
    }
    String version = headers.get(VERSION_KEY);
    return version == null || version.length() > MOST_LENGTH
        ? "Promontory"
        : "Promontory " + version;
  }
}
