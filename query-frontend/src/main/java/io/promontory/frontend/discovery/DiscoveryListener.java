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

  /** Called when a source was read: how many targets the store has now. */
  void found(String store, int targets);

  /** Called when a source could not be read as a whole. */
  void failed(String store, String kind);
}
