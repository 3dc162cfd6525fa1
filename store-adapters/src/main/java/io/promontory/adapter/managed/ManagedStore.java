package io.promontory.adapter.managed;

import io.promontory.adapter.api.ExemplarReads;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.LabelReads;
import io.promontory.adapter.api.MetadataReads;
import io.promontory.adapter.api.ReadGate;
import io.promontory.adapter.api.RuleReads;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.adapter.labels.Reshaped;
import io.promontory.adapter.managed.cache.DiskSampleCache;
import io.promontory.adapter.managed.cache.SampleCache;
import io.promontory.adapter.managed.evaluation.Densities;
import io.promontory.adapter.managed.evaluation.ManagedEvaluation;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.TokenBucket;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * An endpoint of Prometheus' query API without remote read as a {@link Store}, such as a workspace
 * of Amazon Managed Service for Prometheus. Connects when first asked.
 */
public final class ManagedStore implements Store {
  private final ManagedStoreConfig config;
  private final ExternalLabels external;
  private final StoreHttpClient http;
  private final ExecutorService threads;
  private final SampleCache cache;
  private final SampleReads samples;
  private final LabelCalls labels;
  private final Throttle others;
  private final ExemplarReads exemplars;
  private final RuleReads rules;
  private final ManagedEvaluation evaluation;

  /** Requests of this time may be sent at once. */
  private static final Duration BURST = Duration.ofSeconds(1);

  /** Values of steps that are kept, at 16 bytes each. */
  private static final long MOST_KEPT_VALUES = 2_000_000;

  /** The same on the system's clocks. */
  public static ManagedStore open(ManagedStoreConfig config, BillListener listener) {
    return new ManagedStore(config, listener, InstantSource.system(), System::nanoTime);
  }

  /**
   * @param clock tells which samples are old enough to be kept
   * @param nanoClock nanoseconds with an arbitrary origin
   * @throws IllegalArgumentException if a file that the configuration names is missing or broken
   * @throws UncheckedIOException if the folder for samples or the file of bills cannot be used
   */
  public ManagedStore(
      ManagedStoreConfig config,
      BillListener listener,
      InstantSource clock,
      LongSupplier nanoClock) {
    String name = config.name();
    EndpointLimits limits = config.limits();
    this.config = config;
    this.external = new ExternalLabels(config.externalLabels());
    this.cache =
        config.cache() == null
            ? SampleCache.NONE
            : new DiskSampleCache(
                config.cache(), EndpointIdentity.of(config.url(), config.http()), clock);
    this.http = new StoreHttpClient(name, config.url(), config.http(), config.timeout());
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("read-" + name + "-", 0).factory());
    HttpApi api = new HttpApi(name, http, config.http().maxBodyBytes());
    ReadGate gate = new ReadGate(name, limits.maxConcurrentRequests(), config.timeout());
    Throttle queries =
        new Throttle(
            name,
            TokenBucket.perSecond(limits.queriesPerSecond(), BURST, nanoClock),
            gate,
            limits.maxRetries(),
            new Random(),
            listener);
    this.others =
        new Throttle(
            name,
            TokenBucket.perSecond(limits.labelCallsPerSecond(), BURST, nanoClock),
            gate,
            limits.maxRetries(),
            new Random(),
            listener);
    CostMeter meter =
        new CostMeter(
            name,
            config.cost(),
            nanoClock,
            config.bills() == null ? null : new BillFile(config.bills(), clock),
            listener);
    QueryCalls calls =
        new QueryCalls(name, api, queries, meter, config.cost(), limits.caps(), config.timeout());
    Densities densities = new Densities();
    this.samples =
        new SampleReads(
            new RawReads(
                name, calls, new Windows(limits.maxWindow()), cache, threads, densities, listener),
            new GridReads(name, calls, limits, threads));
    this.labels =
        new LabelCalls(
            new LabelReads(name, api, config.externalLabels(), limits.caps()),
            new MetadataReads(api),
            external,
            others,
            config.labelsKeptFor(),
            nanoClock);
    this.evaluation =
        new ManagedEvaluation(
            new ManagedEvaluation.Options(
                name, config.externalLabels(), config.pushdown(), MOST_KEPT_VALUES),
            new StepQuestions(name, calls, limits),
            new EndpointSamples(
                external, config.cost().unboundedSelectors(), cache, densities, api, others),
            clock,
            nanoClock);
    this.exemplars = new ExemplarReads(name, api, config.externalLabels());
    this.rules = new RuleReads(api, config.externalLabels());
  }

  @Override
  public StoreInfo info() {
    Set<Capability> capabilities =
        EnumSet.of(
            Capability.SHARDING, Capability.WITHOUT_REPLICA_LABELS, Capability.NO_STALE_MARKERS);
    capabilities.addAll(config.apis());
    return new StoreInfo(
        config.name(),
        config.externalLabels().isEmpty() ? List.of() : List.of(config.externalLabels()),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        capabilities);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    context.checkAlive(config.name());
    SentSelector selector = SentSelector.of(request.matchers(), external);
    if (selector == null || request.minTime() > request.maxTime()) {
      return SeriesSet.of(
          List.of(), Completeness.of(StoreOutcome.whole(config.name(), StoreStats.ZERO)));
    }
    if (!config.cost().unboundedSelectors()) {
      SentSelector.mustBeBounded(config.name(), request.matchers(), external);
    }
    if (request.skipChunks()) {
      return labels.series(request, context);
    }
    boolean reshapes = request.shard() != null || !request.withoutReplicaLabels().isEmpty();
    Tally tally = new Tally(config.name());
    SeriesSet read =
        new ManagedSet(
            external,
            context,
            tally,
            reshapes ? 0 : request.limit(),
            own -> samples.read(selector, request, own, tally));
    return reshapes ? Reshaped.ofUnsorted(read, request, context.budget()) : read;
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return evaluation.parts(request);
  }

  @Override
  public String evaluator() {
    return evaluation.evaluator();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return labels.names(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return labels.values(request, context);
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return config.apis().contains(Capability.METADATA)
        ? labels.metadata(request, context)
        : Listed.none();
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return config.apis().contains(Capability.EXEMPLARS)
        ? others.call(context, () -> exemplars.read(request, context)).result()
        : Listed.none();
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return config.apis().contains(Capability.RULES)
        ? others.call(context, () -> rules.read(request, context)).result()
        : Listed.none();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.close();
    cache.close();
  }
}
