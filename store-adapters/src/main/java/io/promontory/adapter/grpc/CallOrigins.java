package io.promontory.adapter.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Notes where each call comes from, for its handler. */
final class CallOrigins implements ServerInterceptor {
  private static final Metadata.Key<String> TRACE_PARENT =
      Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<CallOrigin> ORIGIN =
      Context.keyWithDefault("origin", CallOrigin.UNKNOWN);

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    CallOrigin origin =
        new CallOrigin(
            ip(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
            call.getMethodDescriptor().getFullMethodName(),
            headers.get(TRACE_PARENT));
    return Contexts.interceptCall(Context.current().withValue(ORIGIN, origin), call, headers, next);
  }

  private static String ip(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress()
        : "";
  }

  /** The origin of the call whose callback runs on this thread. */
  static CallOrigin current() {
    return ORIGIN.get();
  }
}
