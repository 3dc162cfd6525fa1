package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that one of several endpoints can answer alone. */
@Timeout(60)
class HedgeTest {
  private static final MetadataRequest ALL = new MetadataRequest("", -1, 0);

  private final List<String> calls = new CopyOnWriteArrayList<>();

  private ReplicaGroup group(boolean labelsOfOne, Store... endpoints) {
    SteadyListener listener =
        new SteadyListener() {
          @Override
          public void hedged(String store) {
            calls.add("hedged " + store);
          }
        };
    return new ReplicaGroup(
        "pair",
        List.of(endpoints),
        Duration.ofSeconds(20),
        labelsOfOne,
        new Steady(listener, System::nanoTime, new Random(1)));
  }

  /** Notes when it is asked. */
  private final class Noted extends ForwardingStore {
    private final String name;

    Noted(String name, Store store) {
      super(store);
      this.name = name;
    }

    @Override
    public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
      calls.add(name);
      return super.metadata(request, context);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      calls.add(name);
      return super.labelValues(request, context);
    }
  }

  private Store memory(String name) {
    MemoryStore store = new MemoryStore(name, Labels.EMPTY);
    store.append(Labels.of("__name__", "up", "job", name), 1, 1);
    store.putMetadata(new MetricMetadata("up", "gauge", "", ""));
    return new Noted(name, store);
  }

  private Store noted(Store store) {
    return new Noted(store.info().name(), store);
  }

  private static Listed<MetricMetadata> metadata(Store group) {
    return group.metadata(ALL, QueryContext.unbounded());
  }

  @Test
  void oneEndpointIsAskedWhereItAnswers() {
    try (ReplicaGroup group = group(false, memory("a"), memory("b"))) {
      for (int i = 0; i < 20; i++) {
        Listed<MetricMetadata> found = metadata(group);
        assertThat(found.values()).hasSize(1);
        assertThat(found.completeness().isWhole()).isTrue();
        assertThat(found.completeness().infos()).isEmpty();
      }
    }
    assertThat(calls).hasSize(20).doesNotContain("hedged pair");
  }

  @Test
  void aSecondOneIsAskedWhereTheFirstHangsAndTheFirstIsEnded() throws Exception {
    FaultyStore hanging = FaultyStore.hanging("a");
    long start = System.nanoTime();
    try (ReplicaGroup group = group(false, noted(hanging), memory("b"), memory("c"))) {
      Listed<MetricMetadata> found = metadata(group);
      assertThat(found.values()).hasSize(1);
      assertThat(found.completeness().isWhole()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(UsualTime.UNKNOWN, Duration.ofSeconds(10));
      assertThat(calls).containsExactly("a", "hedged pair", "b");
      assertThat(hanging.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whoWasSlowIsNoLongerTheFirst() {
    try (ReplicaGroup group = group(false, noted(FaultyStore.hanging("a")), memory("b"))) {
      assertThat(metadata(group).values()).hasSize(1);
      calls.clear();
      assertThat(metadata(group).values()).hasSize(1);
    }
    assertThat(calls).containsExactly("b");
  }

  @Test
  void noThirdOneIsAskedForSlowness() {
    QueryContext context =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofMillis(1500)));
    try (ReplicaGroup group =
        group(
            false, noted(FaultyStore.hanging("a")), noted(FaultyStore.hanging("b")), memory("c"))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> group.metadata(ALL, context))
          .withMessageStartingWith("none of its endpoints answers: a: no answer")
          .withMessageContaining("b: no answer");
    }
    assertThat(calls).containsExactly("a", "hedged pair", "b");
  }

  @Test
  void anEndpointThatFailsMakesTheNextBeAskedAtOnce() {
    try (ReplicaGroup group = group(false, noted(FaultyStore.failing("a")), memory("b"))) {
      Listed<MetricMetadata> found = metadata(group);
      assertThat(found.values()).hasSize(1);
      assertThat(found.completeness().isWhole()).isTrue();
    }
    assertThat(calls).containsExactly("a", "b");
  }

  @Test
  void whereAllFailEachIsNamed() {
    try (ReplicaGroup group = group(false, FaultyStore.failing("a"), FaultyStore.failing("b"))) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> metadata(group))
          .withMessage(
              "none of its endpoints answers: a: connection refused; b: connection refused");
    }
  }

  @Test
  void valuesAreThoseOfAllUnlessOneIsEnough() {
    LabelValuesRequest jobs = new LabelValuesRequest("job", 0, 9, List.of(), 0);
    try (ReplicaGroup all = group(false, memory("a"), memory("b"));
        ReplicaGroup one = group(true, memory("a"), memory("b"))) {
      assertThat(all.labelValues(jobs, QueryContext.unbounded()).values())
          .containsExactly("a", "b");
      calls.clear();
      assertThat(one.labelValues(jobs, QueryContext.unbounded()).values()).containsExactly("a");
    }
    assertThat(calls).containsExactly("a");
  }
}
