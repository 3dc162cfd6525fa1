package io.promontory.frontend.rules;

import io.promontory.rules.remotewrite.WriteAnswer;
import io.promontory.rules.remotewrite.WriteTransport;
import java.io.IOException;
import java.util.Map;

/**
 * The way to one receiver, which may be exchanged for another while requests are under way: these
 * end on the way on which they began, which is closed behind the last of them.
 */
final class RenewableTransport implements WriteTransport {
  private Way current;

  private static final class Way {
    private final WriteTransport transport;
    private int users;
    private boolean left;

    Way(WriteTransport transport) {
      this.transport = transport;
    }
  }

  RenewableTransport(WriteTransport first) {
    this.current = new Way(first);
  }

  /** Sends what comes from now on by another way. */
  void use(WriteTransport next) {
    Way before;
    boolean unused;
    synchronized (this) {
      before = current;
      before.left = true;
      unused = before.users == 0;
      current = new Way(next);
    }
    if (unused) {
      before.transport.close();
    }
  }

  @Override
  public WriteAnswer post(byte[] body, Map<String, String> headers) throws IOException {
    Way way = enter();
    try {
      return way.transport.post(body, headers);
    } finally {
      leave(way);
    }
  }

  private synchronized Way enter() {
    current.users++;
    return current;
  }

  private void leave(Way way) {
    boolean last;
    synchronized (this) {
      way.users--;
      last = way.left && way.users == 0;
    }
    if (last) {
      way.transport.close();
    }
  }

  /** Ends what is under way too. */
  @Override
  public void close() {
    Way way;
    synchronized (this) {
      way = current;
    }
    way.transport.close();
  }
}
