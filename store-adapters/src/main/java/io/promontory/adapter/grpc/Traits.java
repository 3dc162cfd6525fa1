package io.promontory.adapter.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * What a server of ours says of its samples in the headers of its Info answers, which other clients
 * do not read: {@link Capability#NO_STALE_MARKERS}.
 */
final class Traits implements ServerInterceptor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("promontory-traits", Metadata.ASCII_STRING_MARSHALLER);

  private static final String NO_STALE_MARKERS = "no-stale-markers";

  private final Store store;

  Traits(Store store) {
    this.store = store;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return next.startCall(
        new SimpleForwardingServerCall<Q, R>(call) {
          @Override
          public void sendHeaders(Metadata sent) {
            if (store.info().can(Capability.NO_STALE_MARKERS)) {
              sent.put(HEADER, NO_STALE_MARKERS);
            }
            super.sendHeaders(sent);
          }
        },
        headers);
  }

  /** Whether a server says that its samples come without stale markers. */
  static boolean lacksStaleMarkers(@Nullable Metadata headers) {
    return headers != null && NO_STALE_MARKERS.equals(headers.get(HEADER));
  }
}
