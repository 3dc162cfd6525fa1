package io.promontory.frontend.app;

import io.dropwizard.core.Application;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.alerting.Alertmanagers;
import io.promontory.frontend.api.AlertmanagersResource;
import io.promontory.frontend.api.BlocksResource;
import io.promontory.frontend.api.PrometheusApi;
import io.promontory.frontend.api.StoresResource;
import io.promontory.frontend.blocks.BlocksStores;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.frontend.config.GrpcConfig;
import io.promontory.frontend.config.TlsServerSection;
import io.promontory.frontend.config.TlsServers;
import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.StoreFactory;
import io.promontory.frontend.federation.health.StoreHealth;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.log.QueryFileLog;
import io.promontory.frontend.managed.ManagedStores;
import io.promontory.frontend.metrics.ArchiveMetrics;
import io.promontory.frontend.metrics.BillMetrics;
import io.promontory.frontend.metrics.BlocksMetrics;
import io.promontory.frontend.metrics.BucketMetrics;
import io.promontory.frontend.metrics.DiscoveryMetrics;
import io.promontory.frontend.metrics.LeaseMetrics;
import io.promontory.frontend.metrics.MetricsResource;
import io.promontory.frontend.metrics.NotificationMetrics;
import io.promontory.frontend.metrics.ProcessMetrics;
import io.promontory.frontend.metrics.QueryMetrics;
import io.promontory.frontend.metrics.RemoteWriteMetrics;
import io.promontory.frontend.metrics.ResultMetrics;
import io.promontory.frontend.metrics.RuleGroupMetrics;
import io.promontory.frontend.metrics.SteadyMetrics;
import io.promontory.frontend.metrics.StoreMetrics;
import io.promontory.frontend.queries.ListedQueries;
import io.promontory.frontend.rules.OwnRules;
import io.promontory.frontend.ui.UiResource;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.plan.Optimisation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires one process from its file: stores, engine, HTTP API, gRPC port, metrics, logs. */
public final class PromontoryApplication extends Application<FrontendConfig>
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PromontoryApplication.class);

  private final ConfigFile file;
  private final InstantSource clock;
  private final PrometheusRegistry registry;
  private final Runnable quit;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final CompletableFuture<Boolean> started = new CompletableFuture<>();
  private @Nullable QueryService service;
  private @Nullable Reloader reloader;
  private Runnable reopenLog = () -> {};
  private @Nullable GrpcPort grpcPort;

  PromontoryApplication(
      ConfigFile file, InstantSource clock, PrometheusRegistry registry, Runnable quit) {
    this.quit = quit;
    this.file = file;
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public String getName() {
    return "promontory";
  }

  @Override
  public void run(FrontendConfig config, Environment environment) throws Exception {
    environment.lifecycle().manage(closing());
    StoreHealth health = new StoreHealth(clock);
    CallObserver observer = new StoreMetrics(registry).and(health);
    Steady steady = Steady.of(new SteadyMetrics(registry));
    BlocksStores blocks =
        new BlocksStores(new BlocksMetrics(registry), new BucketMetrics(registry), clock, started);
    ManagedStores managed = new ManagedStores(new BillMetrics(registry), clock);
    DiscoveryMetrics discovery = new DiscoveryMetrics(registry);
    Alertmanagers alertmanagers = new Alertmanagers(new NotificationMetrics(registry), discovery);
    opened.push(alertmanagers);
    alertmanagers.update(file);
    OwnRules rules =
        new OwnRules(
            clock,
            new RuleGroupMetrics(registry),
            new RemoteWriteMetrics(registry),
            new ArchiveMetrics(registry),
            new ResultMetrics(registry),
            alertmanagers.listener(),
            new LeaseMetrics(registry));
    opened.push(rules);
    Stores stores =
        new Stores(
            StoreFactory.open(
                file, observer, blocks, managed, steady, discovery, clock, rules.members(file)),
            config.query().timeout());
    opened.push(stores);
    opened.push(Probing.start(stores::current, health, clock));

    Engine engine = engine(config);
    opened.push(engine);
    Admission admission = new Admission(config.query(), activeQueries(config));
    QueryService built =
        new QueryService(
            stores.forQueries(),
            new LoadedConfig(config, file.printed(), clock.instant()),
            engine::run,
            engine::outline,
            admission,
            queryLog(config, admission),
            clock,
            BuildInfos.ofThisBuild());
    service = built;
    ProcessMetrics.register(registry, environment.metrics(), built);
    Reloader reload =
        new Reloader(
            file,
            stores,
            built,
            observer,
            blocks,
            managed,
            steady,
            discovery,
            rules,
            alertmanagers,
            reopenLog);
    reloader = reload;
    rules.start(
        file,
        new ListedQueries(engine::run, built.board(), QueryOrigin.RULES),
        stores.forQueries(),
        admission);
    opened.push(rules::halt);

    new PrometheusApi(built)
        .install(
            environment,
            List.of(
                new MetricsResource(registry),
                new LifecycleResource(built, reload, quit),
                new AlertmanagersResource(alertmanagers::active, alertmanagers::dropped),
                new BlocksResource(blocks::catalogues),
                new StoresResource(() -> health.of(stores.current())),
                UiResource.ofThisBuild()));
    GrpcConfig grpc = config.grpc();
    if (grpc != null) {
      TlsServerSection tls = grpc.tlsConfig();
      GrpcPort port =
          new GrpcPort(
              grpc,
              tls == null ? null : TlsServers.config(tls, file::resolve),
              stores.forClients(),
              built);
      environment.lifecycle().manage(port);
      grpcPort = port;
    }
  }

  /** Without the file, queries run all the same. */
  private ActiveQueries activeQueries(FrontendConfig config) {
    if (!config.query().keepActiveQueries()) {
      return ActiveQueries.NONE;
    }
    Path folder = file.resolve(config.storage().path());
    try {
      ActiveQueryFile active = ActiveQueryFile.open(folder, config.query().maxConcurrency(), clock);
      opened.push(active);
      UnfinishedQueries.log(active.left());
      return active;
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", folder)
          .addKeyValue("error", e.toString())
          .log(
              "queries under way are not kept for after a crash; set storage.path to a folder of"
                  + " this process, or query.keep_active_queries to false");
      return ActiveQueries.NONE;
    }
  }

  private static Engine engine(FrontendConfig config) {
    return new Engine(
        new EngineOptions(
            config.query().lookbackDelta(),
            config.global().evaluationInterval(),
            FeatureFlags.of(config.featureFlags()),
            Runtime.getRuntime().availableProcessors(),
            Optimisation.allButNamed(config.query().disabledOptimisations())));
  }

  private QueryLog queryLog(FrontendConfig config, Admission admission) throws Exception {
    List<QueryLog> logs = new ArrayList<>();
    logs.add(new QueryMetrics(registry, admission));
    String path = config.query().queryLogFile();
    if (path != null) {
      Path resolved = file.resolve(path);
      QueryFileLog log = new QueryFileLog(resolved, clock);
      opened.push(log);
      logs.add(log);
      reopenLog = log::reopen;
    }
    return (origin, event) -> logs.forEach(log -> log.ended(origin, event));
  }

  /** Lets work begin that waits until requests are answered, and says that they are. */
  void markReady() {
    service().markReady();
    started.complete(true);
  }

  QueryService service() {
    return wired(service);
  }

  Reloader reloader() {
    return wired(reloader);
  }

  /** The port bound for gRPC, or -1 where there is none. */
  int grpcPort() {
    GrpcPort port = grpcPort;
    return port == null ? -1 : port.port();
  }

  private static <T> T wired(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the application has not run yet");
    }
    return part;
  }

  private Managed closing() {
    return new Managed() {
      @Override
      public void stop() throws Exception {
        close();
      }
    };
  }

  /** Closes what {@link #run} opened, last opened first; once closed, nothing happens. */
  @Override
  public void close() throws Exception {
    AutoCloseable next = opened.poll();
    if (next != null) {
      try {
        next.close();
      } finally {
        close();
      }
    }
  }
}
