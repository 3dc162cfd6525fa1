package io.promontory.adapter.grpc;

import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.MetadataUtils;
import io.promontory.series.chunk.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * That a client is one of ours, which reads chunks in any of the {@link Encoding}s, in the metadata
 * {@code promontory-chunks}. StoreAPI knows the plain ones only, and that is what other clients
 * get.
 */
final class ReadEncodings implements ServerInterceptor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("promontory-chunks", Metadata.ASCII_STRING_MARSHALLER);

  /** The greatest code that is read; a later kind of chunk has a greater one. */
  private static final int GREATEST = Encoding.FLOAT_HISTOGRAM_ST.code();

  private static final Context.Key<Boolean> ALL = Context.keyWithDefault("chunks", false);

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    return readsAll(headers.get(HEADER))
        ? Contexts.interceptCall(Context.current().withValue(ALL, true), call, headers, next)
        : next.startCall(call, headers);
  }

  private static boolean readsAll(@Nullable String code) {
    try {
      return code != null && Integer.parseInt(code) >= GREATEST;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether the client of the call whose callback runs on this thread reads all of them. */
  static boolean all() {
    return ALL.get();
  }

  /** Adds the metadata to calls. */
  static ClientInterceptor interceptor() {
    Metadata headers = new Metadata();
    headers.put(HEADER, Integer.toString(GREATEST));
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
