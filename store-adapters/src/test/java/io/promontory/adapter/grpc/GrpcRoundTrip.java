package io.promontory.adapter.grpc;

import io.promontory.series.store.ExemplarsRequest;
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
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A store served on a free loopback port and read back by a client. */
public final class GrpcRoundTrip implements Store {
  private final Store served;
  private final StoreGrpcServer server;
  private final GrpcStore client;

  /** Owns the served store; ready when the client knows its label sets. */
  public GrpcRoundTrip(String name, Store served) {
    this.served = served;
    this.server = StoreGrpcServer.start(served, GrpcServerConfig.plain("127.0.0.1", 0));
    this.client = new GrpcStore(GrpcStoreConfig.of(name, "127.0.0.1:" + server.port()));
    Awaitility.await("info of the served store")
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> client.info().labelSets().equals(served.info().labelSets()));
  }

  @Override
  public StoreInfo info() {
    return client.info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return client.select(request, context);
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return client.labelNames(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return client.labelValues(request, context);
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    return client.metadata(request, context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    return client.exemplars(request, context);
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    return client.targets(request, context);
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    return client.rules(request, context);
  }

  @Override
  public void close() {
    client.close();
    server.close();
    served.close();
  }
}
