package io.promontory.it.bench.managed;

import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.fixture.ManagedConfig;
import io.promontory.it.fixture.PromontoryProcess;
import java.nio.file.Path;
import java.util.Locale;

/** How panels are answered. */
enum Way {
  SAMPLES(ManagedConfig.SAMPLES),
  EVALUATION(ManagedConfig.EVALUATION),
  PLANNER(ManagedConfig.PLANNER);

  private final ManagedConfig config;

  Way(ManagedConfig config) {
    this.config = config;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The distribution's server, which has read nothing yet. */
  PromontoryProcess open(Path work, FakeAmp amp) {
    PromontoryProcess process =
        PromontoryProcess.installed(
            work.resolveSibling("promontory"), work, config.before(amp), "-Xmx512m");
    config.awaitDialect(process.client());
    return process;
  }
}
