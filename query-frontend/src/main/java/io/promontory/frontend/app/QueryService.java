package io.promontory.frontend.app;

import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.queries.QueryBoard;
import io.promontory.series.store.Store;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the HTTP resources answer with: the stores as one, the engine, the gate, the configuration
 * in force. A reload swaps store and configuration together; ask anew for each request.
 */
public final class QueryService {
  private record Current(Store store, LoadedConfig loaded) {}

  private final QueryRunner engine;
  private final QueryOutliner outliner;
  private final Admission admission;
  private final QueryBoard board;
  private final QueryLog queryLog;
  private final InstantSource clock;
  private final BuildInfo buildInfo;
  private final Instant startedAt;
  private volatile Current current;
  private volatile boolean lastReloadGood = true;
  private volatile boolean ready;
  private volatile boolean stopping;

  public QueryService(
      Store store,
      LoadedConfig loaded,
      QueryRunner engine,
      QueryOutliner outliner,
      Admission admission,
      QueryLog queryLog,
      InstantSource clock,
      BuildInfo buildInfo) {
    this.engine = engine;
    this.outliner = outliner;
    this.admission = admission;
    this.board = new QueryBoard(clock);
    this.queryLog =
        (origin, event) -> {
          board.ended(origin, event);
          queryLog.ended(origin, event);
        };
    this.clock = clock;
    this.buildInfo = buildInfo;
    this.startedAt = clock.instant();
    this.current = new Current(store, loaded);
  }

  /** All stores as one. */
  public Store store() {
    return current.store;
  }

  public QueryRunner engine() {
    return engine;
  }

  public QueryOutliner outliner() {
    return outliner;
  }

  public Admission admission() {
    return admission;
  }

  public QueryLog queryLog() {
    return queryLog;
  }

  /** The queries under way and the latest that have ended. */
  public QueryBoard board() {
    return board;
  }

  public InstantSource clock() {
    return clock;
  }

  public BuildInfo buildInfo() {
    return buildInfo;
  }

  public FrontendConfig config() {
    return current.loaded.config();
  }

  public LoadedConfig loadedConfig() {
    return current.loaded;
  }

  public Instant startedAt() {
    return startedAt;
  }

  /** False after a reload that was refused; what was in force before still is. */
  public boolean lastReloadGood() {
    return lastReloadGood;
  }

  /** True while queries are welcome. */
  public boolean ready() {
    return ready && !stopping;
  }

  /** True once the process is on its way down. */
  public boolean stopping() {
    return stopping;
  }

  /** Puts another store and configuration in force. */
  public void reloaded(Store store, LoadedConfig loaded) {
    current = new Current(store, loaded);
    lastReloadGood = true;
  }

  /** Notes that a reload was refused. */
  public void reloadRefused() {
    lastReloadGood = false;
  }

  public void markReady() {
    ready = true;
  }

  public void markStopping() {
    stopping = true;
  }
}
