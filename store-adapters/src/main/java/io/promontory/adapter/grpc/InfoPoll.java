package io.promontory.adapter.grpc;

import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.promontory.proto.info.InfoGrpc;
import io.promontory.proto.info.InfoRequest;
import io.promontory.proto.info.InfoResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps what a server says about itself fresh, in the background. */
final class InfoPoll implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 5;

  private final InfoGrpc.InfoStub stub;
  private final InfoGrpc.InfoBlockingStub blocking;
  private final ScheduledExecutorService scheduler;
  private volatile ServerInfo last = ServerInfo.UNKNOWN;

  /** Asks at once, and then once per interval. */
  InfoPoll(String store, Channel channel, Duration interval) {
    this.stub = InfoGrpc.newStub(channel);
    this.blocking = InfoGrpc.newBlockingStub(channel);
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("info-" + store).factory());
    ScheduledFuture<?> unused =
        scheduler.scheduleWithFixedDelay(this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What was said last; {@link ServerInfo#UNKNOWN} before the first answer. */
  ServerInfo last() {
    return last;
  }

  /** As {@link #last}, but asks now where nothing is known; keeps the unknown if that fails. */
  ServerInfo known(Duration atMost) {
    if (last == ServerInfo.UNKNOWN) {
      try {
        AtomicReference<@Nullable Metadata> headers = new AtomicReference<>();
        accept(
            blocking
                .withInterceptors(capturing(headers))
                .withDeadlineAfter(
                    Math.min(atMost.toNanos(), TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS)),
                    TimeUnit.NANOSECONDS)
                .info(InfoRequest.getDefaultInstance()),
            headers.get());
      } catch (StatusRuntimeException e) {
        // The call that comes next meets the same trouble and tells it.
      }
    }
    return last;
  }

  private void accept(InfoResponse answer, @Nullable Metadata headers) {
    last = ServerInfo.of(answer, headers);
  }

  private static ClientInterceptor capturing(AtomicReference<@Nullable Metadata> headers) {
    return MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>());
  }

  private void ask() {
    AtomicReference<@Nullable Metadata> headers = new AtomicReference<>();
    stub.withInterceptors(capturing(headers))
        .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .info(
            InfoRequest.getDefaultInstance(),
            new StreamObserver<>() {
              @Override
              public void onNext(InfoResponse answer) {
                accept(answer, headers.get());
              }

              @Override
              public void onError(Throwable failure) {
                // What was said before stands until the server answers again.
              }

              @Override
              public void onCompleted() {}
            });
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
