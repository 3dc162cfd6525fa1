package io.promontory.frontend.federation.steady;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells a listener of endpoints by their names, of which there may be two at a time: one that a
 * reload has left behind, whose queries still run, and its successor. The latest alone says how its
 * breaker is. Nothing is told of one that was closed.
 */
final class EndpointEvents {
  private final SteadyListener listener;
  private final Map<String, Named> open = new HashMap<>();

  /** The endpoints that have one name. */
  private static final class Named {
    private Endpoint latest;
    private int count = 1;

    private Named(Endpoint latest) {
      this.latest = latest;
    }
  }

  EndpointEvents(SteadyListener listener) {
    this.listener = listener;
  }

  /** A listener for one endpoint, until it is closed. */
  synchronized Endpoint open(String name) {
    Endpoint endpoint = new Endpoint(name);
    Named known = open.get(name);
    if (known == null) {
      open.put(name, new Named(endpoint));
    } else {
      known.latest = endpoint;
      known.count++;
    }
    return endpoint;
  }

  /** Passes on what happens to one endpoint. */
  final class Endpoint implements SteadyListener, AutoCloseable {
    private final String name;
    private int waiting;
    private boolean closed;

    private Endpoint(String name) {
      this.name = name;
    }

    @Override
    public void retried(String store) {
      synchronized (EndpointEvents.this) {
        if (!closed) {
          listener.retried(store);
        }
      }
    }

    @Override
    public void coalesced(String store) {
      synchronized (EndpointEvents.this) {
        if (!closed) {
          listener.coalesced(store);
        }
      }
    }

    @Override
    public void refused(String store) {
      synchronized (EndpointEvents.this) {
        if (!closed) {
          listener.refused(store);
        }
      }
    }

    @Override
    public void waiting(String store, int change) {
      synchronized (EndpointEvents.this) {
        if (!closed) {
          waiting += change;
          listener.waiting(store, change);
        }
      }
    }

    @Override
    public void breaker(String store, Breaker.State state) {
      synchronized (EndpointEvents.this) {
        Named known = open.get(name);
        if (!closed && known != null && known.latest == this) {
          listener.breaker(store, state);
        }
      }
    }

    @Override
    public void close() {
      synchronized (EndpointEvents.this) {
        Named known = open.get(name);
        if (closed || known == null) {
          return;
        }
        closed = true;
        if (waiting != 0) {
          listener.waiting(name, -waiting);
        }
        known.count--;
        if (known.count == 0) {
          open.remove(name);
          listener.gone(name);
        }
      }
    }
  }
}
