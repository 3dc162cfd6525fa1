package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireOutcomesTest {
  private static final StoreStats STATS = new StoreStats(1, 2, 3, 4, 5, 6, 7);
  private static final StoreStats RECEIVED = new StoreStats(10, 20, 30);

  private static Completeness there(Completeness told) {
    return WireOutcomes.of(
        "far", WireOutcomes.read(WireOutcomes.toWire(told)), List.of(), RECEIVED);
  }

  @Test
  void theAccountOfEachStoreGoesAlong() {
    StoreOutcome one =
        new StoreOutcome("a", StoreOutcome.Status.WHOLE, "", STATS, List.of("a note"));
    StoreOutcome other = StoreOutcome.partial("b", "half of it", STATS.withRetries(7));
    assertThat(there(new Completeness(List.of(one, other))).outcomes())
        .containsExactly(
            new StoreOutcome("far/a", StoreOutcome.Status.WHOLE, "", STATS, List.of("a note")),
            StoreOutcome.partial("far/b", "half of it", STATS.withRetries(7)));
  }

  @Test
  void ofASingleStoreTheServerIsTheStore() {
    assertThat(there(Completeness.of(StoreOutcome.whole("a", STATS))).outcomes())
        .containsExactly(StoreOutcome.whole("far", RECEIVED.withBilled(7)));
  }
}
