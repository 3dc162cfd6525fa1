package io.promontory.adapter.grpc;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One call as its handler sees it: a query context that carries the client's deadline and
 * cancellation, and a send that blocks while the client is slow. The handler runs on a thread of
 * its own, since gRPC runs a call's callbacks one after the other.
 */
public final class ServedCall<T> {
  private final ServerCallStreamObserver<T> observer;
  private final QueryContext context;
  private final CallOrigin origin = CallOrigins.current();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What a call does; what it throws becomes the call's status. */
  @FunctionalInterface
  public interface Handler<T> {
    void run(ServedCall<T> call) throws Exception;
  }

  private ServedCall(ServerCallStreamObserver<T> observer, CallRunner runner) {
    this.observer = observer;
    this.context =
        new QueryContext(deadline(runner.maxCallTime()), runner.budgets().get(), new Cancellation())
            .withTenant(Tenants.current());
  }

  /** Sets up a call on gRPC's thread and runs its handler on another. */
  static <T> void start(StreamObserver<T> observer, CallRunner runner, Handler<T> handler) {
    ServedCall<T> call = new ServedCall<>((ServerCallStreamObserver<T>) observer, runner);
    call.observer.setOnReadyHandler(call::wake);
    call.observer.setOnCancelHandler(
        () -> {
          call.context.cancellation().cancel();
          call.wake();
        });
    runner.threads().execute(() -> call.run(handler));
  }

  private static Deadline deadline(Duration maxCallTime) {
    io.grpc.Deadline asked = Context.current().getDeadline();
    long most = maxCallTime.toNanos();
    long nanos = asked == null ? most : Math.min(most, asked.timeRemaining(TimeUnit.NANOSECONDS));
    return Deadline.after(Duration.ofNanos(nanos));
  }

  private void run(Handler<T> handler) {
    try {
      handler.run(this);
      if (!observer.isCancelled()) {
        observer.onCompleted();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(Status.UNAVAILABLE.withDescription("the server is stopping"));
    } catch (Exception e) {
      fail(StatusCodes.of(e));
    } catch (Error e) {
      fail(Status.INTERNAL.withDescription(e.toString()));
      throw e;
    }
  }

  private void fail(Status status) {
    if (!observer.isCancelled()) {
      observer.onError(status.asRuntimeException());
    }
  }

  /** The client's deadline, cancellation and tenant, and what the call may use. */
  public QueryContext context() {
    return context;
  }

  /** Where the call came from. */
  public CallOrigin origin() {
    return origin;
  }

  /**
   * Sends a message once the client has room for it.
   *
   * @throws io.promontory.series.store.StoreException if the client has gone or its time is up
   */
  public void send(T message) {
    awaitReady();
    observer.onNext(message);
  }

  private void awaitReady() {
    if (observer.isReady()) {
      return;
    }
    lock.lock();
    try {
      while (!observer.isReady()) {
        context.checkAlive("grpc");
        long left = Math.min(context.deadline().remaining().toNanos(), 1_000_000_000L);
        if (changed.awaitNanos(left) <= 0) {
          context.checkAlive("grpc");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.UNAVAILABLE.withDescription("the server is stopping").asRuntimeException();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
