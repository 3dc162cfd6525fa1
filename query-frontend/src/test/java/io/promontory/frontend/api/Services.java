package io.promontory.frontend.api;

import io.promontory.frontend.app.ActiveQueries;
import io.promontory.frontend.app.Admission;
import io.promontory.frontend.app.BuildInfo;
import io.promontory.frontend.app.LoadedConfig;
import io.promontory.frontend.app.QueryLog;
import io.promontory.frontend.app.QueryOutliner;
import io.promontory.frontend.app.QueryRunner;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.promql.engine.Engine;
import io.promontory.series.store.Store;
import java.time.Instant;
import java.time.InstantSource;

/** Query services for tests. */
final class Services {
  static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");

  private Services() {}

  static QueryService ready(Store store, QueryRunner engine) {
    return ready(store, engine, new FrontendConfig());
  }

  /** Of an engine that plans, too. */
  static QueryService of(Store store, Engine engine) {
    return ready(store, engine::run, engine::outline, new FrontendConfig());
  }

  static QueryService ready(Store store, QueryRunner engine, FrontendConfig config) {
    return ready(
        store,
        engine,
        (asked, query, context) -> {
          throw new UnsupportedOperationException("this test plans nothing");
        },
        config);
  }

  private static QueryService ready(
      Store store, QueryRunner engine, QueryOutliner outliner, FrontendConfig config) {
    QueryService service =
        new QueryService(
            store,
            new LoadedConfig(config, () -> "stores: []\n", NOW),
            engine,
            outliner,
            new Admission(config.query(), ActiveQueries.NONE),
            QueryLog.NONE,
            InstantSource.fixed(NOW),
            new BuildInfo("0.1.0", "abc", "main", "user@host", "20260101-00:00:00"));
    service.markReady();
    return service;
  }
}
