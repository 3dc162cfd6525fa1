package io.promontory.adapter.http;

import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that ends with its call: reads fail with a {@link StoreException} once the call's time is
 * up, its query cancelled, or its connection broken. Bytes count against the query's budget.
 */
public final class GuardedBody extends InputStream {
  private final String store;
  private final InputStream in;
  private final CallGuard guard;
  private final QueryBudget budget;
  private long bytes;

  GuardedBody(String store, InputStream in, CallGuard guard, QueryBudget budget) {
    this.store = store;
    this.in = in;
    this.guard = guard;
    this.budget = budget;
    guard.onEnd(this::closeConnection);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    try {
      int count = in.read(buffer, offset, length);
      // A stream closed under its reader looks like one that has ended.
      guard.check();
      if (count > 0) {
        bytes += count;
        budget.read(count);
      }
      return count;
    } catch (IOException e) {
      throw guard.failureOr(failure(e));
    }
  }

  /** Whoever interrupts the reader gives up the call; the server has done nothing wrong. */
  private StoreException failure(IOException e) {
    if (e.getCause() instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    if (Thread.currentThread().isInterrupted()) {
      return new StoreException(
          store, Kind.CANCELED, "interrupted after " + bytes + " bytes of the answer", e);
    }
    return new StoreException(
        store,
        Kind.UNAVAILABLE,
        "the connection broke after " + bytes + " bytes of the answer: " + Failures.text(e),
        e);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Bytes read so far. */
  public long bytes() {
    return bytes;
  }

  /** At most {@code limit} bytes of the rest, for error texts; a broken connection ends them. */
  byte[] head(int limit) {
    try {
      return readNBytes(limit);
    } catch (IOException | StoreException e) {
      return new byte[0];
    }
  }

  /** Reads at most {@code limit} bytes of the rest, and gives up the connection if more come. */
  void discard(int limit) {
    head(limit);
    closeConnection();
  }

  private void closeConnection() {
    try {
      in.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** Closes the connection unless the body was read to its end. */
  @Override
  public void close() {
    guard.close();
    closeConnection();
  }
}
