package io.promontory.frontend.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.promql.FeatureFlags;
import io.promontory.proto.exemplars.ExemplarsGrpc;
import io.promontory.proto.rules.RulesGrpc;
import io.promontory.proto.rules.RulesResponse;
import io.promontory.proto.targets.TargetsGrpc;
import io.promontory.proto.thanos.PartialResponseStrategy;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ActiveTarget;
import io.promontory.series.store.Alert;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.DroppedTarget;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exemplars, targets and rules through the port and back. */
@Timeout(60)
class SideApisTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.006Z");
  private static final Labels SERIES = Labels.of("__name__", "m", "job", "a\"b\\c");

  private static final SeriesExemplars EXEMPLARS =
      new SeriesExemplars(
          SERIES,
          List.of(
              new Exemplar(Labels.of("trace_id", "1"), 1.5, 10),
              new Exemplar(Labels.of("trace_id", "2"), 2.5, 20)));

  private static final RuleGroup GROUP =
      new RuleGroup(
          "rules.yml",
          "group",
          List.of(
              new Rule.Recording("r", "sum(m)", Labels.of("team", "x"), "ok", "", 0.25, TIME),
              new Rule.Alerting(
                  AlertState.FIRING,
                  "A",
                  "m > 1",
                  60,
                  30,
                  Labels.of("severity", "page"),
                  Labels.of("summary", "{{ $value }}"),
                  List.of(
                      new Alert(
                          Labels.of("alertname", "A"),
                          Labels.of("summary", "2"),
                          AlertState.FIRING,
                          TIME,
                          null,
                          "2e+00")),
                  "err",
                  "too much",
                  0.5,
                  TIME)),
          15,
          7,
          0.75,
          TIME,
          RuleGroup.Strictness.ABORT);

  private static final Targets TARGETS =
      new Targets(
          List.of(
              new ActiveTarget(
                  Labels.of("__address__", "h:1"),
                  Labels.of("job", "a"),
                  "pool",
                  "http://h:1/metrics",
                  "http://global:1/metrics",
                  "refused",
                  TIME,
                  0.125,
                  "down",
                  "",
                  "")),
          List.of(new DroppedTarget(Labels.of("__address__", "h:2"), "")),
          Map.of(),
          whole());

  private final Side store = new Side();
  private final StoreGrpcServer server =
      StoreGrpcServer.start(
          store,
          GrpcServerConfig.plain("127.0.0.1", 0),
          calls ->
              List.of(
                  new ExemplarsApi(store, FeatureFlags.NONE, calls),
                  new TargetsApi(store, calls),
                  new RulesApi(store, calls)));
  private final GrpcStore client =
      new GrpcStore(GrpcStoreConfig.of("far", "127.0.0.1:" + server.port()));
  private final ManagedChannel channel =
      Grpc.newChannelBuilder("127.0.0.1:" + server.port(), InsecureChannelCredentials.create())
          .build();

  private static Completeness whole() {
    return Completeness.of(StoreOutcome.whole("far", StoreStats.ZERO));
  }

  /** Has one of each, and what a test says is missing. */
  private static final class Side implements Store {
    private volatile Completeness completeness = whole();
    private volatile List<List<Matcher>> selectors = List.of();

    @Override
    public StoreInfo info() {
      Set<Capability> all = EnumSet.of(Capability.EXEMPLARS, Capability.TARGETS, Capability.RULES);
      return new StoreInfo("side", List.of(), 5, 50, all);
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      return SeriesSet.of(List.of(), completeness);
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return new LabelsResult(List.of(), completeness);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return new LabelsResult(List.of(), completeness);
    }

    @Override
    public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
      selectors = request.selectors();
      assertThat(request.minTime()).isEqualTo(1);
      assertThat(request.maxTime()).isEqualTo(2);
      return new Listed<>(List.of(EXEMPLARS), completeness);
    }

    @Override
    public Targets targets(TargetsRequest request, QueryContext context) {
      return TARGETS.asked(request).withCompleteness(completeness);
    }

    @Override
    public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
      return new Listed<>(request.of(List.of(GROUP)), completeness);
    }
  }

  @AfterEach
  void stop() {
    client.close();
    channel.shutdownNow();
    server.close();
  }

  @Test
  void allComeBackAsTheyWere() {
    QueryContext context = QueryContext.unbounded();
    List<List<Matcher>> selectors =
        List.of(
            List.of(Matcher.equal("__name__", "m"), Matcher.equal("job", "a\"b\\c")),
            List.of(Matcher.of(Matcher.Type.NRE, "odd name", "x.*"), Matcher.equal("y", "z")));
    Listed<SeriesExemplars> exemplars =
        client.exemplars(new ExemplarsRequest(1, 2, selectors), context);
    assertThat(exemplars.values()).containsExactly(EXEMPLARS);
    assertThat(exemplars.completeness().isWhole()).isTrue();
    assertThat(store.selectors.toString()).isEqualTo(selectors.toString());

    assertThat(client.targets(TargetsRequest.ALL, context)).isEqualTo(TARGETS);
    Targets dropped = client.targets(new TargetsRequest(false, true, ""), context);
    assertThat(dropped.active()).isEmpty();
    assertThat(dropped.dropped()).hasSize(1);

    assertThat(client.rules(RulesRequest.ALL, context).values()).containsExactly(GROUP);
    RulesRequest alerting =
        new RulesRequest(RulesRequest.Kind.ALERTING, List.of(), Set.of(), Set.of(), Set.of());
    assertThat(client.rules(alerting, context).values().getFirst().rules()).hasSize(1);
    assertThat(client.info().capabilities())
        .contains(Capability.EXEMPLARS, Capability.TARGETS, Capability.RULES)
        .doesNotContain(Capability.METADATA);
  }

  @Test
  void whatIsMissingIsWarnedOfOrAborts() {
    store.completeness = Completeness.of(StoreOutcome.failed("eu", "on fire"));
    Listed<RuleGroup> rules = client.rules(RulesRequest.ALL, QueryContext.unbounded());
    assertThat(rules.values()).hasSize(1);
    assertThat(rules.completeness().outcomes().getFirst().reason())
        .isEqualTo("store \"eu\": on fire");
    assertThat(client.targets(TargetsRequest.ALL, QueryContext.unbounded()).completeness())
        .matches(completeness -> !completeness.isWhole());
    StatusRuntimeException aborted =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                TargetsGrpc.newBlockingStub(channel)
                    .targets(
                        io.promontory.proto.targets.TargetsRequest.newBuilder()
                            .setPartialResponseStrategy(PartialResponseStrategy.ABORT)
                            .build())
                    .next());
    assertThat(aborted.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(aborted.getStatus().getDescription()).contains("on fire");
  }

  /** Before v0.41 Thanos counted firing as 2. */
  @Test
  void statesOfAlertsAreNumberedAnewSinceThanos041() {
    List<RulesResponse> frames = new ArrayList<>();
    RulesGrpc.newBlockingStub(channel)
        .rules(
            io.promontory.proto.rules.RulesRequest.newBuilder()
                .addMatcherString("{severity=\"page\"}")
                .build())
        .forEachRemaining(frames::add);
    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst().getGroup().getRulesList()).hasSize(1);
    assertThat(frames.getFirst().getGroup().getRules(0).getAlert().getStateValue()).isEqualTo(3);
    try (GrpcStore old =
        new GrpcStore(
            GrpcStoreConfig.of("old", "127.0.0.1:" + server.port()).withOldAlertStates(true))) {
      Rule rule =
          old.rules(RulesRequest.ALL, QueryContext.unbounded()).values().getFirst().rules().get(1);
      assertThat(((Rule.Alerting) rule).state()).isEqualTo(AlertState.UNKNOWN);
    }
  }

  @Test
  void whatDoesNotParseIsRefused() {
    StatusRuntimeException refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                ExemplarsGrpc.newBlockingStub(channel)
                    .exemplars(
                        io.promontory.proto.exemplars.ExemplarsRequest.newBuilder()
                            .setQuery("sum(")
                            .build())
                    .next());
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }
}
