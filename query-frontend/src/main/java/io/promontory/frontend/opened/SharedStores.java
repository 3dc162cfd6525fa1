package io.promontory.frontend.opened;

import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.Store;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The open stores of one type. Who asks for the same one again, as a reload does, gets the one that
 * is open; it is closed once all have closed theirs.
 */
public final class SharedStores {
  private final Map<Key, Shared> open = new HashMap<>();

  /** Opens a store. */
  @FunctionalInterface
  public interface Opening {
    Store open() throws ConfigException;
  }

  /** Stores of one key are the same. */
  private record Key(Path file, String storage, String digest) {}

  private static final class Shared {
    private final Store store;
    private int users;

    private Shared(Store store) {
      this.store = store;
    }
  }

  /**
   * The open store of an entry, else one that is opened now.
   *
   * @param digest of the entry, as the file has it
   * @throws ConfigException as the opening
   */
  public synchronized Store open(ConfigFile file, String digest, Opening opening)
      throws ConfigException {
    Key key = new Key(file.path(), file.config().storage().path(), digest);
    Shared shared = open.get(key);
    if (shared == null) {
      shared = new Shared(opening.open());
      open.put(key, shared);
    }
    shared.users++;
    Store store = shared.store;
    AtomicBoolean closed = new AtomicBoolean();
    return new ForwardingStore(
        () -> store,
        () -> {
          if (closed.compareAndSet(false, true)) {
            release(key);
          }
        });
  }

  private void release(Key key) {
    Store last = null;
    synchronized (this) {
      Shared shared = open.get(key);
      if (shared != null && --shared.users == 0) {
        open.remove(key);
        last = shared.store;
      }
    }
    if (last != null) {
      last.close();
    }
  }
}
