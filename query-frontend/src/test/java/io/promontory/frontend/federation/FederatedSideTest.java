package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ActiveTarget;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exemplars, targets and rules of several stores as one. */
class FederatedSideTest {
  private static final Labels SERIES = Labels.of("__name__", "m", "job", "j");
  private static final ExemplarsRequest ALL_M =
      new ExemplarsRequest(0, 1000, List.of(List.of(Matcher.equal("__name__", "m"))));
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = EARLY.plusSeconds(60);

  private final MemoryStore one = new MemoryStore("one", Labels.EMPTY);
  private final MemoryStore other = new MemoryStore("other", Labels.EMPTY);

  @Test
  void exemplarsOfOneSeriesAreUnitedByTime() {
    Exemplar shared = new Exemplar(Labels.of("trace_id", "s"), 3, 500);
    one.putExemplar(SERIES, shared);
    one.putExemplar(SERIES, new Exemplar(Labels.of("trace_id", "a"), 1, 900));
    other.putExemplar(SERIES, new Exemplar(Labels.of("trace_id", "b"), 2, 100));
    other.putExemplar(SERIES, shared);
    other.putExemplar(Labels.of("__name__", "n"), shared);
    Listed<SeriesExemplars> found = exemplars(member(one, true), member(other, true));
    assertThat(found.values()).hasSize(1);
    assertThat(found.values().getFirst().labels()).isEqualTo(SERIES);
    assertThat(found.values().getFirst().exemplars())
        .extracting(Exemplar::timestamp)
        .containsExactly(100L, 500L, 900L);
    assertThat(found.completeness().isWhole()).isTrue();
  }

  @Test
  void aStoreThatFailsIsMissedOrFailsTheAnswer() {
    one.putExemplar(SERIES, new Exemplar(Labels.EMPTY, 1, 900));
    Store ill = new IllStore(other);
    Listed<SeriesExemplars> found = exemplars(member(one, true), member(ill, false));
    assertThat(found.values()).hasSize(1);
    assertThat(found.completeness().warnings()).containsExactly("store \"other\": out of order");
    assertThatThrownBy(() -> exemplars(member(one, true), member(ill, true)))
        .isInstanceOf(StoreException.class)
        .hasMessage("out of order");
  }

  @Test
  void metadataIsMissedOrFailsLikeTheRest() {
    MetricMetadata up = new MetricMetadata("up", "gauge", "", "");
    MetadataRequest all = new MetadataRequest("", -1, 0);
    one.putMetadata(up);
    try (FederatedStore some = federation(member(one, true), member(new IllStore(other), false))) {
      Listed<MetricMetadata> found = some.metadata(all, QueryContext.unbounded());
      assertThat(found.values()).containsExactly(up);
      assertThat(found.completeness().warnings()).containsExactly("store \"other\": out of order");
      QueryScope strict = new QueryScope(false, true, null, List.of());
      assertThatThrownBy(() -> some.metadata(all, QueryContext.unbounded().withScope(strict)))
          .isInstanceOf(StoreException.class)
          .hasMessage("out of order");
    }
  }

  /** Says the same of one target's only metric, seen by a replica. */
  private static final class ScrapingStore extends ForwardingStore {
    private final String replica;

    ScrapingStore(Store store, String replica) {
      super(store);
      this.replica = replica;
    }

    @Override
    public Listed<TargetMetadata> targetMetadata(
        TargetMetadataRequest request, QueryContext context) {
      TargetMetadata said =
          new TargetMetadata(
              Labels.of("job", "j", "replica", replica), new MetricMetadata("up", "gauge", "", ""));
      return new Listed<>(
          request.isAbout(said) ? List.of(said) : List.of(), Completeness.NONE_ASKED);
    }
  }

  @Test
  void metadataOfATargetThatTwoReplicasScrapeIsShownOnce() {
    QueryScope replicas = new QueryScope(null, true, List.of("replica"), List.of());
    try (FederatedStore all =
        federation(
            member(new ScrapingStore(one, "a"), true),
            member(new ScrapingStore(other, "b"), true))) {
      QueryContext context = QueryContext.unbounded();
      TargetMetadataRequest any = new TargetMetadataRequest(List.of(), "");
      assertThat(all.targetMetadata(any, context).values()).hasSize(2);
      assertThat(all.targetMetadata(any, context.withScope(replicas)).values())
          .containsExactly(
              new TargetMetadata(Labels.of("job", "j"), new MetricMetadata("up", "gauge", "", "")));
      TargetMetadataRequest b =
          new TargetMetadataRequest(List.of(Matcher.equal("replica", "b")), "up");
      assertThat(all.targetMetadata(b, context).values()).hasSize(1);
    }
  }

  @Test
  void storesThatCannotMatchAreNotAsked() {
    MemoryStore eu = new MemoryStore("eu", Labels.of("region", "eu"));
    MemoryStore us = new MemoryStore("us", Labels.of("region", "us"));
    eu.putExemplar(SERIES, new Exemplar(Labels.EMPTY, 1, 900));
    us.putExemplar(SERIES, new Exemplar(Labels.EMPTY, 2, 900));
    ExemplarsRequest request =
        new ExemplarsRequest(
            0,
            1000,
            List.of(
                List.of(Matcher.equal("__name__", "m"), Matcher.equal("region", "us")),
                List.of(Matcher.equal("region", "asia"))));
    try (FederatedStore all = federation(member(eu, true), member(us, true))) {
      Listed<SeriesExemplars> found = all.exemplars(request, QueryContext.unbounded());
      assertThat(found.values()).hasSize(1);
      assertThat(found.completeness().outcomes())
          .extracting(StoreOutcome::status)
          .containsExactlyInAnyOrder(StoreOutcome.Status.NOT_ASKED, StoreOutcome.Status.WHOLE);
    }
  }

  @Test
  void equalRulesAreShownOnceWithTheMostSevereState() {
    Labels a = Labels.of("severity", "page", "replica", "a");
    Labels b = Labels.of("severity", "page", "replica", "b");
    one.putRules(group(LATE, alerting(AlertState.PENDING, a, LATE), recording(a, EARLY)));
    other.putRules(group(EARLY, alerting(AlertState.FIRING, b, EARLY), recording(b, LATE)));
    QueryScope replicas = new QueryScope(null, true, List.of("replica"), List.of());
    try (FederatedStore all = federation(member(one, true), member(other, true))) {
      QueryContext context = QueryContext.unbounded();
      List<RuleGroup> apart = all.rules(RulesRequest.ALL, context).values();
      assertThat(apart).hasSize(1);
      assertThat(apart.getFirst().rules()).hasSize(4);
      assertThat(apart.getFirst().stores()).containsExactly("one", "other");

      RuleGroup merged =
          all.rules(RulesRequest.ALL, context.withScope(replicas)).values().getFirst();
      assertThat(merged.lastEvaluation()).isEqualTo(LATE);
      assertThat(merged.rules()).hasSize(2);
      assertThat(((Rule.Alerting) merged.rules().getFirst()).state()).isEqualTo(AlertState.FIRING);
      assertThat(merged.rules().getLast().lastEvaluation()).isEqualTo(LATE);
      assertThat(merged.rules().getFirst().labels()).isEqualTo(Labels.of("severity", "page"));

      QueryScope asTheyAre = new QueryScope(null, false, List.of("replica"), List.of());
      assertThat(all.rules(RulesRequest.ALL, context.withScope(asTheyAre)).values())
          .extracting(RuleGroup::stores)
          .containsExactlyInAnyOrder(List.of("one"), List.of("other"));
    }
  }

  @Test
  void aTargetThatTwoScrapeIsShownAsLastSeen() {
    one.setTargets(targets("down", EARLY));
    other.setTargets(targets("up", LATE));
    try (FederatedStore all = federation(member(one, true), member(other, true))) {
      Targets found = all.targets(TargetsRequest.ALL, QueryContext.unbounded());
      assertThat(found.active()).hasSize(1);
      assertThat(found.active().getFirst().health()).isEqualTo("up");
      assertThat(found.completeness().outcomes()).hasSize(2);
    }
  }

  private static Listed<SeriesExemplars> exemplars(Member... members) {
    try (FederatedStore all = federation(members)) {
      return all.exemplars(ALL_M, QueryContext.unbounded());
    }
  }

  private static FederatedStore federation(Member... members) {
    return new FederatedStore(List.of(members), CallObserver.NONE);
  }

  private static Member member(Store store, boolean required) {
    return new Member(new ForwardingStore(() -> store, () -> {}), required, Duration.ofSeconds(20));
  }

  private static RuleGroup group(Instant evaluated, Rule... rules) {
    return new RuleGroup("f.yml", "g", List.of(rules), 60, 0, 0.1, evaluated, null);
  }

  private static Rule alerting(AlertState state, Labels labels, Instant evaluated) {
    return new Rule.Alerting(
        state, "Down", "up == 0", 60, 0, labels, Labels.EMPTY, List.of(), "ok", "", 0.1, evaluated);
  }

  private static Rule recording(Labels labels, Instant evaluated) {
    return new Rule.Recording("job:up:sum", "sum(up)", labels, "ok", "", 0.1, evaluated);
  }

  private static Targets targets(String health, Instant scraped) {
    ActiveTarget target =
        new ActiveTarget(
            Labels.of("__address__", "x:1"),
            Labels.of("instance", "x:1", "job", "j"),
            "j",
            "http://x:1/metrics",
            "http://x:1/metrics",
            "",
            scraped,
            0.5,
            health,
            "15s",
            "10s");
    return new Targets(List.of(target), List.of(), Map.of("j", 0L), Completeness.NONE_ASKED);
  }

  /** Fails where exemplars or metadata are asked for. */
  private record IllStore(Store well) implements Store {
    @Override
    public StoreInfo info() {
      return well.info();
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      return well.select(request, context);
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return well.labelNames(request, context);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return well.labelValues(request, context);
    }

    @Override
    public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
      throw new StoreException("other", StoreException.Kind.UNAVAILABLE, "out of order");
    }

    @Override
    public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
      throw new StoreException("other", StoreException.Kind.UNAVAILABLE, "out of order");
    }
  }
}
