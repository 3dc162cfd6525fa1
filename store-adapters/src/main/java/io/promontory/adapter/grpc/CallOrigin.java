package io.promontory.adapter.grpc;

import org.jspecify.annotations.Nullable;

/**
 * Where a call came from.
 *
 * @param clientIp of the connection; empty where it has none
 * @param method full name, as {@code thanos.Query/Query}
 * @param traceParent the metadata {@code traceparent} (W3C Trace Context), if any
 */
public record CallOrigin(String clientIp, String method, @Nullable String traceParent) {
  static final CallOrigin UNKNOWN = new CallOrigin("", "", null);
}
