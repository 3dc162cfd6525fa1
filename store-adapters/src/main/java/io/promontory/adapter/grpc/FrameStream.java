package io.promontory.adapter.grpc;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a server stream, pulled by one consumer. The server may be only so many messages
 * ahead: each one taken asks for one more. The call's own deadline ends a wait.
 */
final class FrameStream<Q, R> implements ClientResponseObserver<Q, R>, AutoCloseable {
  private static final int AHEAD = 16;

  /** How far past the deadline of the call its end may be reported. */
  private static final long GRACE_NANOS = 2_000_000_000L;

  /** A message, or the end of the stream with its failure if it has one. */
  private record Event<R>(@Nullable R message, @Nullable Throwable failure) {}

  private final String store;
  private final String peer;
  private final QueryContext context;
  private final BlockingQueue<Event<R>> events = new LinkedBlockingQueue<>();
  private volatile @Nullable ClientCallStreamObserver<Q> call;
  private Cancellation.@Nullable Registration cancellation;
  private @Nullable Event<R> end;
  private volatile boolean closed;

  /**
   * @param context its deadline is the call's
   */
  FrameStream(String store, String peer, QueryContext context) {
    this.store = store;
    this.peer = peer;
    this.context = context;
  }

  /** Runs the stub call that delivers into this stream. */
  FrameStream<Q, R> start(Consumer<FrameStream<Q, R>> stubCall) {
    stubCall.accept(this);
    cancellation = context.cancellation().onCancel(() -> cancel("the query was cancelled"));
    return this;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<Q> observer) {
    observer.disableAutoRequestWithInitial(AHEAD);
    call = observer;
  }

  @Override
  public void onNext(R message) {
    events.add(new Event<>(message, null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event<>(null, failure));
  }

  @Override
  public void onCompleted() {
    events.add(new Event<>(null, null));
  }

  /**
   * The next message, or null after the last.
   *
   * @throws StoreException if the call fails, its time is up or its query cancelled
   */
  @Nullable R next() {
    Event<R> event = end == null ? take() : end;
    R message = event.message;
    if (message != null) {
      ClientCallStreamObserver<Q> running = call;
      if (running != null) {
        running.request(1);
      }
      return message;
    }
    end = event;
    release();
    if (event.failure != null) {
      context.checkAlive(store);
      throw StatusCodes.failure(store, peer, event.failure);
    }
    return null;
  }

  private Event<R> take() {
    try {
      long left = Math.max(0, context.deadline().remaining().toNanos()) + GRACE_NANOS;
      Event<R> event = events.poll(left, TimeUnit.NANOSECONDS);
      if (event == null) {
        cancel("no answer");
        throw new StoreException(store, Kind.TIMEOUT, "no complete answer within the deadline");
      }
      return event;
    } catch (InterruptedException e) {
      cancel("interrupted");
      Thread.currentThread().interrupt();
      throw new StoreException(store, Kind.CANCELED, "interrupted while waiting", e);
    }
  }

  private void cancel(String why) {
    ClientCallStreamObserver<Q> running = call;
    if (running != null) {
      running.cancel(why, null);
    }
  }

  private void release() {
    Cancellation.Registration registration = cancellation;
    if (registration != null) {
      registration.close();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cancel("no longer needed");
      release();
    }
  }
}
