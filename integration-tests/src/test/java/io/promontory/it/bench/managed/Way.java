package io.promontory.it.bench.managed;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.fixture.ManagedEngine;
import io.promontory.promql.plan.Optimisation;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** How panels are answered. */
enum Way {
  /** All samples are read. */
  SAMPLES(Pushdown.NEVER, Optimisation.ALL),
  /** The service evaluates what it may, at any price. */
  EVALUATION(Pushdown.AUTO, Optimisation.allBut(Set.of(Optimisation.LEAST_COST))),
  /** What costs less. */
  PLANNER(Pushdown.AUTO, Optimisation.ALL);

  private final Pushdown pushdown;
  private final Set<Optimisation> optimisations;

  Way(Pushdown pushdown, Set<Optimisation> optimisations) {
    this.pushdown = pushdown;
    this.optimisations = optimisations;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A store and an engine that have read nothing yet. */
  ManagedEngine open(Path directory, FakeAmp amp) {
    return ManagedEngine.open(amp, pushdown, optimisations, directory);
  }
}
