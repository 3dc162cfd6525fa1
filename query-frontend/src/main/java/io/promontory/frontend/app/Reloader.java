package io.promontory.frontend.app;

import io.promontory.frontend.alerting.Alertmanagers;
import io.promontory.frontend.blocks.BlocksStores;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.StoreFactory;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.managed.ManagedStores;
import io.promontory.frontend.rules.OwnRules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the file again and puts its stores in force, all or nothing: a bad file changes nothing.
 * Sections other than {@code stores}, {@code rule_files}, {@code alerting} and {@code remote_write}
 * take effect at the next start.
 */
final class Reloader {
  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);

  private final ConfigFile started;
  private final Stores stores;
  private final QueryService service;
  private final CallObserver observer;
  private final BlocksStores blocks;
  private final ManagedStores managed;
  private final DiscoveryListener discovery;
  private final Steady steady;
  private final OwnRules rules;
  private final Alertmanagers alertmanagers;
  private final Runnable reloaded;

  /** Made for the first reload, kept for the next ones. */
  private @Nullable ConfigLoader loader;

  /**
   * @param reloaded run after each reload
   */
  Reloader(
      ConfigFile started,
      Stores stores,
      QueryService service,
      CallObserver observer,
      BlocksStores blocks,
      ManagedStores managed,
      Steady steady,
      DiscoveryListener discovery,
      OwnRules rules,
      Alertmanagers alertmanagers,
      Runnable reloaded) {
    this.reloaded = reloaded;
    this.alertmanagers = alertmanagers;
    this.rules = rules;
    this.discovery = discovery;
    this.steady = steady;
    this.blocks = blocks;
    this.managed = managed;
    this.started = started;
    this.stores = stores;
    this.service = service;
    this.observer = observer;
  }

  /**
   * Reloads.
   *
   * @throws ConfigException if the file is refused; what was in force still is
   */
  synchronized void reload() throws ConfigException {
    try {
      loader = loader == null ? new ConfigLoader() : loader;
      ConfigFile next = loader.load(started.path());
      Alertmanagers.check(next);
      rules.check(next);
      FederatedStore opened =
          StoreFactory.open(
              next,
              observer,
              blocks,
              managed,
              steady,
              discovery,
              service.clock(),
              rules.members(next));
      stores.replace(opened);
      service.reloaded(
          stores.forQueries(),
          new LoadedConfig(next.config(), next.printed(), service.clock().instant()));
      alertmanagers.update(next);
      rules.update(next);
      reloaded.run();
      LOG.atInfo()
          .addKeyValue("file", started.path())
          .addKeyValue("stores", next.config().stores().size())
          .log("configuration reloaded");
      ConfigNotices.warnOfIdle(next.config());
      ConfigNotices.warnOfWaiting(started, next);
    } catch (ConfigException e) {
      service.reloadRefused();
      LOG.atError()
          .addKeyValue("problems", e.problems())
          .log("configuration not reloaded; the one before stays in force");
      throw e;
    }
  }
}
