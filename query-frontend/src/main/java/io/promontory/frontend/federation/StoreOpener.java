package io.promontory.frontend.federation;

import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.series.store.Store;

/** Turns one entry of {@code stores} into a store. */
final class StoreOpener {
  private StoreOpener() {}

  static Store open(StoreConfig config, ConfigFile file) throws ConfigException {
    throw new ConfigException(
        file.path() + ": store \"" + config.name() + "\" is of a type that is not in this version");
  }
}
