package io.promontory.frontend.api;

import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The API over the data that the golden answers were recorded with. */
final class GoldenServer {
  private static final String SETTINGS =
      """
      stores: []
      query: {max_samples: 2000}
      web:
        external_url: http://ext.example/prom/
        route_prefix: /p
        cors_origin: https?://(a|b)\\.example
      feature_flags:
        - promql-experimental-functions
        - promql-extended-range-selectors
        - promql-binop-fill-modifiers
        - promql-per-step-stats
        - search-api
      """;

  private GoldenServer() {}

  static ApiServer start() throws Exception {
    return start(new FrontendConfig());
  }

  static ApiServer startWithSettings() throws Exception {
    return start(config(SETTINGS));
  }

  static FrontendConfig config(String yaml) throws ConfigException {
    return new ConfigLoader().parse(Path.of("test.yml"), yaml).config();
  }

  private static ApiServer start(FrontendConfig config) throws Exception {
    Engine engine =
        new Engine(
            new EngineOptions(
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                FeatureFlags.of(config.featureFlags()),
                2));
    return new ApiServer(Services.ready(data(), engine::run, config));
  }

  static MemoryStore data() throws IOException {
    return OpenMetricsFixture.load(Reference.path("golden", "language", "http", "data.om"));
  }
}
