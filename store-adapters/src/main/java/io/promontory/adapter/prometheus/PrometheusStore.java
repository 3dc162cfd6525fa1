package io.promontory.adapter.prometheus;

import io.promontory.adapter.http.StoreHttpClient;
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
  private final ExternalLabels external;
  private final SampleReads samples;
  private final LabelReads labels;
  private final MetadataReads metadata;
  private final ExemplarReads exemplars;
  private final TargetReads targets;
  private final RuleReads rules;
  private final Evaluations evaluations;

  /**
   * @throws IllegalArgumentException if a file that the configuration names is missing or broken
   */
  public PrometheusStore(PrometheusStoreConfig config) {
    this.config = config;
    this.http = new StoreHttpClient(config.name(), config.url(), config.http(), config.timeout());
    HttpApi api = new HttpApi(config.name(), http, config.http().maxBodyBytes());
    this.external = new ExternalLabels(config.externalLabels());
    this.samples = new SampleReads(config, http);
    this.labels = new LabelReads(config.name(), api, config.externalLabels());
    this.metadata = new MetadataReads(api);
    this.exemplars = new ExemplarReads(config.name(), api, config.externalLabels());
    this.targets = new TargetReads(api, config.externalLabels());
    this.rules = new RuleReads(api, config.externalLabels());
    this.evaluations = new Evaluations(config, api, System::nanoTime);
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo(
        config.name(),
        config.externalLabels().isEmpty() ? List.of() : List.of(config.externalLabels()),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        CAPABILITIES);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    context.checkAlive(config.name());
    if (request.skipChunks()) {
      return labels.series(request, context);
    }
    ReadPlan plan = ReadPlan.of(request, external);
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
    return metadata.read(request, context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return exemplars.read(request, context);
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return targets.read(request, context);
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    context.checkAlive(config.name());
    return rules.read(request, context);
  }

  @Override
  public void close() {
    samples.close();
    http.close();
  }
}
