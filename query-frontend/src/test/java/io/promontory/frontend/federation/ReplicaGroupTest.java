package io.promontory.frontend.federation;

import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Replica;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReplicaGroupTest {
  private static final SelectRequest ALL =
      SelectRequest.of(0, 100, List.of(Matcher.of(NEQ, "__name__", "")));

  private record Answer(List<String> series, Completeness completeness) {}

  private static ReplicaGroup group(Store... endpoints) {
    return group(false, endpoints);
  }

  private static ReplicaGroup group(boolean labelsOfOne, Store... endpoints) {
    return new ReplicaGroup(
        "pair",
        List.of(endpoints),
        Duration.ofSeconds(20),
        labelsOfOne,
        Steady.of(SteadyListener.NONE));
  }

  private static MemoryStore memory(String name, String... jobs) {
    MemoryStore store = new MemoryStore(name, Labels.EMPTY);
    for (String job : jobs) {
      store.append(Labels.of("__name__", "up", "job", job), 1, 1);
    }
    store.putMetadata(new MetricMetadata("up", "gauge", "of " + name, ""));
    return store;
  }

  private static Answer read(Store store, QueryContext context) {
    List<String> found = new ArrayList<>();
    try (SeriesSet set = store.select(ALL, context)) {
      for (Series series = set.next(); series != null; series = set.next()) {
        found.add(
            series.labels().get("job") + series.replicas().stream().map(Replica::name).toList());
      }
      return new Answer(found, set.completeness());
    }
  }

  @Test
  void equalSeriesAreReplicasNamedAfterTheirEndpoint() {
    Answer answer = read(group(memory("b", "x", "y"), memory("a", "x")), QueryContext.unbounded());
    assertThat(answer.series).containsExactly("x[b, a]", "y[]");
    StoreOutcome outcome = answer.completeness.outcomes().getFirst();
    assertThat(answer.completeness.outcomes()).hasSize(1);
    assertThat(outcome.store()).isEqualTo("pair");
    assertThat(outcome.status()).isEqualTo(StoreOutcome.Status.WHOLE);
    assertThat(outcome.stats().series()).isEqualTo(3);
  }

  @Test
  void oneAnswerIsEnoughAndTheFailuresAreNotes() {
    ReplicaGroup group = group(memory("a", "x"), FaultyStore.failing("b"));
    Answer answer = read(group, QueryContext.unbounded());
    assertThat(answer.series).containsExactly("x[]");
    assertThat(answer.completeness.isWhole()).isTrue();
    assertThat(answer.completeness.infos())
        .containsExactly("store \"pair\": not whole from b: connection refused");
    var names =
        group.labelNames(new LabelNamesRequest(0, 9, List.of(), 0), QueryContext.unbounded());
    assertThat(names.values()).containsExactly("__name__", "job");
    assertThat(names.completeness().isWhole()).isTrue();
    assertThat(group.metadata(new MetadataRequest("", -1, 0), QueryContext.unbounded()).values())
        .hasSize(1);
  }

  @Test
  void whatOneEndpointLacksTheOthersGive() {
    ReplicaGroup group = group(memory("a", "x", "y"), memory("b", "y", "z"));
    assertThat(read(group, QueryContext.unbounded()).series)
        .containsExactly("x[]", "y[a, b]", "z[]");
    assertThat(
            group
                .labelValues(
                    new LabelValuesRequest("job", 0, 9, List.of(), 0), QueryContext.unbounded())
                .values())
        .containsExactly("x", "y", "z");
  }

  @Test
  void whereAllFailTheStoreHasFailedAndNamesEach() {
    Labels x = Labels.of("__name__", "up", "job", "x");
    ReplicaGroup group = group(FaultyStore.failing("a", x), FaultyStore.failing("b"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> read(group, QueryContext.unbounded()))
        .withMessage("none of its endpoints answers: a: connection refused; b: connection refused")
        .satisfies(e -> assertThat(e.store()).isEqualTo("pair"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                group.labelNames(
                    new LabelNamesRequest(0, 9, List.of(), 0), QueryContext.unbounded()));
  }

  @Test
  void whereNoneIsWholeTheAnswerIsAPart() {
    ReplicaGroup group = group(new PartStore("a", false), FaultyStore.failing("b"));
    Answer answer = read(group, QueryContext.unbounded());
    assertThat(answer.series).containsExactly("x[]");
    assertThat(answer.completeness.warnings())
        .containsExactly(
            "store \"pair\": none of its endpoints answers wholly: a: 3 of 120 blocks are not read"
                + " yet; b: connection refused");
    assertThat(
            read(group(new PartStore("a", true), memory("b", "x")), QueryContext.unbounded())
                .completeness
                .isWhole())
        .isTrue();
  }

  /** More series than are read ahead. */
  @Test
  void norWhereMuchWaitsBehindOneThatHangs() {
    String[] jobs = IntStream.range(0, 500).mapToObj("j%03d"::formatted).toArray(String[]::new);
    QueryContext context =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofSeconds(2)));
    Answer answer =
        read(group(FaultyStore.hanging("a"), memory("b", jobs), FaultyStore.hanging("c")), context);
    assertThat(answer.series).hasSize(500);
    assertThat(answer.completeness.isWhole()).isTrue();
    assertThat(answer.completeness.infos())
        .hasSize(2)
        .allMatch(info -> info.contains(": no answer in half of the time it had"));

    QueryContext again =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofSeconds(2)));
    FederatedStore lenient =
        new FederatedStore(
            List.of(
                new Member(memory("b", jobs), true, Duration.ofSeconds(1)),
                new Member(FaultyStore.hanging("c"), false, Duration.ofSeconds(1))),
            CallObserver.NONE);
    Answer partly = read(lenient, again);
    assertThat(partly.series).hasSize(500);
    assertThat(partly.completeness.warnings())
        .containsExactly(
            "store \"c\": no answer in half of the time it had, while others waited for it (timeout"
                + " 1s)");
  }

  @Test
  void oneThatHangsDoesNotTakeTheOthersAnswerWithIt() {
    QueryContext context =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofSeconds(2)));
    FederatedStore federation =
        new FederatedStore(
            List.of(
                new Member(
                    group(memory("a", "x"), FaultyStore.hanging("b")),
                    true,
                    Duration.ofSeconds(20))),
            CallObserver.NONE);
    Answer answer = read(federation, context);
    assertThat(answer.series).containsExactly("x[]");
    assertThat(answer.completeness.isWhole()).isTrue();
    assertThat(answer.completeness.infos().getFirst()).contains("not whole from b: no answer");
  }
}
