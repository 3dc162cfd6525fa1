package io.promontory.frontend.federation.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProberTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final StoreHealth health = new StoreHealth(clock);
  private final MemoryStore store = new MemoryStore("eu", Labels.EMPTY);
  private final FederatedStore federation =
      new FederatedStore(List.of(new Member(store, true, Duration.ofSeconds(2))), health);
  private final Prober prober = new Prober(() -> federation, health, clock, Runnable::run);

  private StoreStatus.Seen seen() {
    return health.of(federation).getFirst().seen();
  }

  @Test
  void asksStoresThatNobodyAsks() {
    assertThat(seen().health()).isEqualTo("unknown");
    prober.round();
    assertThat(seen().health()).isEqualTo("up");
    assertThat(seen().at()).isEqualTo(now);
    Instant first = now;
    now = now.plusSeconds(14);
    prober.round();
    assertThat(seen().at()).as("not again so soon").isEqualTo(first);
    now = now.plusSeconds(1);
    prober.round();
    assertThat(seen().at()).isEqualTo(now);
  }

  @Test
  void queriesTellHowAStoreIsToo() {
    health.ended("select", StoreOutcome.failed("eu", "connection refused"), 5_000_000);
    assertThat(seen().health()).isEqualTo("down");
    assertThat(seen().error()).isEqualTo("connection refused");
    assertThat(seen().latency()).isEqualTo(Duration.ofMillis(5));
    health.ended("select", StoreOutcome.notAsked("eu", "no such time"), 0);
    assertThat(seen().health()).isEqualTo("down");
    federation.labelNames(new LabelNamesRequest(0, 1, List.of(), 0), QueryContext.unbounded());
    assertThat(seen().health()).isEqualTo("up");
    health.ended("select", StoreOutcome.partial("eu", "part", StoreStats.ZERO), 0);
    assertThat(seen().error()).isEqualTo("part");
  }

  @Test
  void callsUnderWayAreCountedAndStoresThatAreGoneForgotten() {
    Runnable over = health.began("eu");
    Runnable gone = health.began("us");
    assertThat(seen().inFlight()).isOne();
    over.run();
    assertThat(seen().inFlight()).isZero();
    gone.run();
    assertThat(health.of(federation)).hasSize(1);
  }
}
