package io.promontory.frontend.discovery;

/** Told how discovery goes, from any thread. */
public interface DiscoveryListener {
  DiscoveryListener NONE =
      new DiscoveryListener() {
        @Override
        public void found(String store, int targets) {}

        @Override
        public void failed(String store, String kind) {}
      };

  /** Called before anything else of a store is told. Another one of its name may be there still. */
  default void opened(String store) {}

  /** Called when the targets of a store are looked for no longer. */
  default void closed(String store) {}

  /** Called when a source was read: how many targets the store has now. */
  void found(String store, int targets);

  /** Called when a source could not be read as a whole. */
  void failed(String store, String kind);
}
