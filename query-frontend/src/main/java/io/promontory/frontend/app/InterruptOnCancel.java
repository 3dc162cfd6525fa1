package io.promontory.frontend.app;

import io.promontory.series.store.Cancellation;

/**
 * Lets a cancellation end a wait of the thread that makes this. Once it is closed, no interrupt of
 * its own is left behind and none comes later.
 */
public final class InterruptOnCancel implements AutoCloseable {
  private final Thread waiting = Thread.currentThread();
  private boolean over;
  private boolean interrupted;
  private Cancellation.Registration registration = () -> {};

  private InterruptOnCancel() {}

  /** Watches until it is closed, by the same thread. */
  public static InterruptOnCancel watch(Cancellation cancellation) {
    InterruptOnCancel watch = new InterruptOnCancel();
    watch.registration = cancellation.onCancel(watch::canceled);
    return watch;
  }

  private synchronized void canceled() {
    if (!over) {
      interrupted = true;
      waiting.interrupt();
    }
  }

  @Override
  public void close() {
    registration.close();
    synchronized (this) {
      over = true;
      if (interrupted) {
        Thread.interrupted();
      }
    }
  }
}
