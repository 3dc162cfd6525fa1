package io.promontory.adapter.grpc;

import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.MetadataUtils;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made, in the metadata {@code thanos-tenant}. Servers account for it;
 * nothing proves it.
 */
final class Tenants implements ServerInterceptor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("thanos-tenant", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<String> TENANT = Context.key("tenant");

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String tenant = headers.get(HEADER);
    return tenant == null
        ? next.startCall(call, headers)
        : Contexts.interceptCall(Context.current().withValue(TENANT, tenant), call, headers, next);
  }

  /** The tenant of the call whose callback runs on this thread. */
  static @Nullable String current() {
    return TENANT.get();
  }

  /** Adds the metadata to calls. */
  static ClientInterceptor interceptor(String tenant) {
    Metadata headers = new Metadata();
    headers.put(HEADER, tenant);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
