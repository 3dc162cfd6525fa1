package io.promontory.frontend.cli;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.blocks.BlocksStores;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.frontend.federation.StoreFactory;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.frontend.managed.ManagedStores;
import io.promontory.frontend.metrics.BlocksMetrics;
import io.promontory.frontend.metrics.BucketMetrics;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Plans over the stores of a configuration, once they have said whether they evaluate. */
final class ExplainedStores {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final long POLL_NANOS = 50_000_000;

  private ExplainedStores() {}

  /**
   * Explains a query as a server of this file would answer it.
   *
   * @param features flags beside those of the file
   * @param off optimisations to leave out beside those of the file
   * @throws ConfigException if a store cannot be opened
   */
  static ExplainNode explain(
      ConfigFile file, List<String> features, Set<Optimisation> off, Query query)
      throws ConfigException {
    InstantSource clock = InstantSource.system();
    PrometheusRegistry unread = new PrometheusRegistry();
    BlocksStores blocks =
        new BlocksStores(new BlocksMetrics(unread), new BucketMetrics(unread), clock);
    try (FederatedStore stores =
            StoreFactory.open(
                file,
                CallObserver.NONE,
                blocks,
                ManagedStores.keepingNothing(clock),
                Steady.of(SteadyListener.NONE),
                DiscoveryListener.NONE,
                clock);
        Engine engine = new Engine(options(file.config(), features, off))) {
      await(stores, query);
      return engine.explain(stores, query, QueryContext.unbounded());
    }
  }

  private static EngineOptions options(
      FrontendConfig config, List<String> features, Set<Optimisation> off) {
    List<String> flags = new ArrayList<>(config.featureFlags());
    flags.addAll(features);
    Set<Optimisation> on = EnumSet.noneOf(Optimisation.class);
    on.addAll(Optimisation.allButNamed(config.query().disabledOptimisations()));
    on.removeAll(off);
    return new EngineOptions(
        config.query().lookbackDelta(),
        config.global().evaluationInterval(),
        FeatureFlags.of(flags),
        1,
        on);
  }

  /** Stores ask in the background what they are; blocks never evaluate. */
  private static void await(FederatedStore stores, Query query) {
    SelectRequest request =
        SelectRequest.of(query.startMs(), query.endMs(), List.of(Matcher.equal("__name__", "up")));
    Deadline deadline = Deadline.after(LONGEST_WAIT);
    List<Member> silent = new ArrayList<>(stores.members());
    silent.removeIf(member -> member.type().equals("blocks"));
    while (true) {
      silent.removeIf(member -> !member.store().parts(request, QueryContext.unbounded()).isEmpty());
      if (silent.isEmpty() || deadline.isReached()) {
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
