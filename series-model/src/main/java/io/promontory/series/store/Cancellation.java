package io.promontory.series.store;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A one-way switch that ends the work of a query: pollers see the flag, blocked calls are woken by
 * their listener.
 */
public final class Cancellation {
  private volatile boolean canceled;
  private final Set<Runnable> listeners = new LinkedHashSet<>();

  /** Undoes {@link #onCancel}. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  public boolean isCanceled() {
    return canceled;
  }

  /**
   * Sets the flag and runs each listener once, on the caller's thread; further calls do nothing.
   */
  public void cancel() {
    List<Runnable> toRun;
    synchronized (listeners) {
      if (canceled) {
        return;
      }
      canceled = true;
      toRun = List.copyOf(listeners);
      listeners.clear();
    }
    toRun.forEach(Runnable::run);
  }

  /** Runs the listener on cancel, at once where that has happened already. */
  public Registration onCancel(Runnable listener) {
    synchronized (listeners) {
      if (!canceled) {
        listeners.add(listener);
        return () -> {
          synchronized (listeners) {
            listeners.remove(listener);
          }
        };
      }
    }
    listener.run();
    return () -> {};
  }
}
