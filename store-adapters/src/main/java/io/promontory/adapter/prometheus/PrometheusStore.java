package io.promontory.adapter.prometheus;

import io.promontory.adapter.api.ExemplarReads;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.LabelReads;
import io.promontory.adapter.api.MetadataReads;
import io.promontory.adapter.api.RuleReads;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.series.labels.Labels;
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
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.List;
import java.util.Set;

/**
 * A Prometheus server as a {@link Store}: samples by streamed remote read, everything else by its
 * HTTP API. Connects when first asked.
 */
public final class PrometheusStore implements Store {
  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.METADATA,
          Capability.EXEMPLARS,
          Capability.TARGETS,
          Capability.RULES,
          Capability.SHARDING,
          Capability.WITHOUT_REPLICA_LABELS,
          Capability.HISTOGRAMS,
          Capability.UNTOLD_LABELS);

  private final PrometheusStoreConfig config;
  private final StoreHttpClient http;
  private final HttpApi api;
  private final KnownFacts facts;
  private final SampleReads samples;
  private final MetadataReads metadata;
  private final TypedValues typed;
  private final Evaluations evaluations;

  /**
   * @throws IllegalArgumentException if a file that the configuration names is missing or broken
   */
  public PrometheusStore(PrometheusStoreConfig config) {
    this.config = config;
    this.http = new StoreHttpClient(config.name(), config.url(), config.http(), config.timeout());
    this.api = new HttpApi(config.name(), http, config.http().maxBodyBytes());
    FactReads reads = new FactReads(api, config.externalLabels(), config.pushdown());
    this.facts = new KnownFacts(config.name(), reads::read, System::nanoTime);
    this.samples = new SampleReads(config, http);
    this.metadata = new MetadataReads(api);
    this.typed = new TypedValues(config.name(), System::nanoTime);
    this.evaluations = new Evaluations(config, api, facts);
  }

  @Override
  public StoreInfo info() {
    Labels labels = facts.last().labelsUnder(config.externalLabels());
    return new StoreInfo(
        config.name(),
        labels.isEmpty() ? List.of() : List.of(labels),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        CAPABILITIES);
  }

  /**
   * The labels of each series. Waits for what the server says of itself the first time: it decides
   * matchers on labels that it adds as if its series lacked them, and that would be a wrong answer.
   */
  private Labels labels(QueryContext context) {
    return facts.settled(context).labelsUnder(config.externalLabels());
  }

  private LabelReads labelReads(QueryContext context) {
    context.checkAlive(config.name());
    return new LabelReads(config.name(), api, labels(context));
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    if (request.skipChunks()) {
      return labelReads(context).series(request, context);
    }
    context.checkAlive(config.name());
    ServerFacts known = facts.settled(context);
    ExternalLabels external = new ExternalLabels(known.labelsUnder(config.externalLabels()));
    ReadPlan plan = ReadPlan.of(request, external, known.mixed());
    if (plan == null) {
      return SeriesSet.of(
          List.of(), Completeness.of(StoreOutcome.whole(config.name(), StoreStats.ZERO)));
    }
    return samples.start(plan, context);
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return evaluations.parts(request);
  }

  @Override
  public String evaluator() {
    return evaluations.evaluator();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return labelReads(context).names(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    context.checkAlive(config.name());
    Labels labels = labels(context);
    LabelReads reads = new LabelReads(config.name(), api, labels);
    return typed.values(request, labels, asked -> reads.packedValues(asked, context));
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return metadata.read(request, context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return new ExemplarReads(config.name(), api, labels(context)).read(request, context);
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return new TargetReads(api, labels(context)).read(request, context);
  }

  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return new TargetMetadataReads(config.name(), api, labels(context)).read(request, context);
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return new RuleReads(api, labels(context)).read(request, context);
  }

  @Override
  public void close() {
    samples.close();
    http.close();
  }
}
