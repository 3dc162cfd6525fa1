package io.promontory.it.thanos;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.promontory.proto.thanos.SeriesRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as a recorded server did: with its very frames. */
final class ReplayServer implements AutoCloseable {
  private static final String SERIES = "thanos.Store/Series";

  private final List<Exchange> exchanges;
  private final Server server;

  /**
   * @param name of a recording
   */
  ReplayServer(String name) {
    this.exchanges = Exchange.recorded(name);
    try {
      this.server =
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .fallbackHandlerRegistry(
                  new HandlerRegistry() {
                    @Override
                    public ServerMethodDefinition<?, ?> lookupMethod(
                        String method, @Nullable String authority) {
                      return ServerMethodDefinition.create(
                          RawCalls.method(method),
                          ServerCalls.asyncServerStreamingCall(
                              (request, client) -> answer(method, request, client)));
                    }
                  })
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients find it. */
  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  private void answer(String method, byte[] request, StreamObserver<byte[]> client) {
    for (Exchange exchange : exchanges) {
      if (exchange.method().equals(method) && asksTheSame(method, exchange.request(), request)) {
        exchange.frames().forEach(client::onNext);
        Status.Code code = Status.Code.valueOf(exchange.status());
        if (code == Status.Code.OK) {
          client.onCompleted();
        } else {
          client.onError(code.toStatus().asRuntimeException());
        }
        return;
      }
    }
    client.onError(
        Status.INTERNAL
            .withDescription(method + " was not recorded with this request")
            .asRuntimeException());
  }

  /** Series requests may change in what they only hint at. */
  private static boolean asksTheSame(String method, byte[] recorded, byte[] request) {
    if (Arrays.equals(recorded, request)) {
      return true;
    }
    if (!method.equals(SERIES)) {
      return false;
    }
    try {
      SeriesRequest a = SeriesRequest.parseFrom(recorded);
      SeriesRequest b = SeriesRequest.parseFrom(request);
      return a.getMinTime() == b.getMinTime()
          && a.getMaxTime() == b.getMaxTime()
          && a.getMatchersList().equals(b.getMatchersList())
          && a.getSkipChunks() == b.getSkipChunks()
          && a.getLimit() == b.getLimit()
          && a.getWithoutReplicaLabelsList().equals(b.getWithoutReplicaLabelsList())
          && a.getShardInfo().equals(b.getShardInfo());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
