package io.promontory.it.thanos;

import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server of StoreAPI, hands every call on and keeps what was said.
 * With the system property {@code promontory.record} a test's exchanges go into a file of that
 * folder.
 */
final class WireTap implements AutoCloseable {
  private static final long CALL_SECONDS = 120;

  private final ManagedChannel channel;
  private final Server server;
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

  private WireTap(String address) throws IOException {
    this.channel =
        Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
            .maxInboundMessageSize(1 << 30)
            .build();
    this.server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .fallbackHandlerRegistry(
                new HandlerRegistry() {
                  @Override
                  public ServerMethodDefinition<?, ?> lookupMethod(
                      String name, @Nullable String authority) {
                    MethodDescriptor<byte[], byte[]> method = RawCalls.method(name);
                    return ServerMethodDefinition.create(
                        method,
                        ServerCalls.asyncServerStreamingCall(
                            (request, observer) -> forward(method, request, observer)));
                  }
                })
            .build()
            .start();
  }

  /** Before a server. */
  static WireTap before(String address) {
    try {
      return new WireTap(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients find it. */
  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  private void forward(
      MethodDescriptor<byte[], byte[]> method, byte[] request, StreamObserver<byte[]> client) {
    List<byte[]> frames = new ArrayList<>();
    ClientCalls.asyncServerStreamingCall(
        channel.newCall(
            method, CallOptions.DEFAULT.withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)),
        request,
        new StreamObserver<>() {
          @Override
          public void onNext(byte[] frame) {
            frames.add(frame);
            client.onNext(frame);
          }

          @Override
          public void onError(Throwable failure) {
            Status status = Status.fromThrowable(failure);
            keep(status);
            client.onError(status.asRuntimeException());
          }

          @Override
          public void onCompleted() {
            keep(Status.OK);
            client.onCompleted();
          }

          private void keep(Status status) {
            exchanges.add(
                new Exchange(method.getFullMethodName(), request, frames, status.getCode().name()));
          }
        });
  }

  /** Writes what was said since the start, if recording is on. */
  void save(String name) {
    String folder = System.getProperty("promontory.record");
    if (folder != null) {
      Exchange.write(Path.of(folder), name, exchanges);
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
    channel.shutdownNow();
  }
}
