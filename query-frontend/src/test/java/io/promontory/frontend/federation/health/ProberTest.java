package io.promontory.frontend.federation.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.frontend.federation.ReplicaGroup;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
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

  /** A server that can be switched off. */
  private static final class Server extends ForwardingStore {
    private boolean isDown;

    Server(String name) {
      super(new MemoryStore(name, Labels.EMPTY));
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      if (isDown) {
        throw new StoreException(
            info().name(), StoreException.Kind.UNAVAILABLE, "connection refused");
      }
      return super.labelNames(request, context);
    }
  }

  private List<String> servers(FederatedStore stores) {
    return health.of(stores).getFirst().servers().stream()
        .map(server -> server.name() + " " + server.seen().health() + " " + server.seen().error())
        .toList();
  }

  @Test
  void eachServerOfAPairIsAskedByItself() {
    Server a = new Server("a");
    Server b = new Server("b");
    Duration timeout = Duration.ofSeconds(20);
    ReplicaGroup pair =
        new ReplicaGroup("pair", List.of(a, b), timeout, true, Steady.of(SteadyListener.NONE));
    FederatedStore stores =
        new FederatedStore(
            List.of(new Member(pair, true, timeout, "prometheus", List.of(), pair::servers)),
            health);
    Prober ofPair = new Prober(() -> stores, health, clock, Runnable::run);
    assertThat(servers(stores)).containsExactly("a unknown null", "b unknown null");
    b.isDown = true;
    ofPair.round();
    assertThat(servers(stores)).containsExactly("a up null", "b down connection refused");
    assertThat(health.of(stores).getFirst().seen().health()).isEqualTo("up");

    a.isDown = true;
    now = now.plusSeconds(15);
    ofPair.round();
    assertThat(health.of(stores).getFirst().seen().error())
        .contains("none of its endpoints answers: ")
        .contains("a: connection refused")
        .contains("b: connection refused");

    b.isDown = false;
    now = now.plusSeconds(15);
    ofPair.round();
    assertThat(health.of(stores).getFirst().seen().health()).isEqualTo("up");
    assertThat(servers(stores)).containsExactly("a down connection refused", "b up null");
    stores.close();
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

  @Test
  void storesThatAreGoneAreForgottenThoughNobodyLooks() {
    health.ended("select", StoreOutcome.failed("us", "connection refused"), 5_000_000);
    assertThat(health.lastSeen("us")).isNotNull();
    prober.round();
    assertThat(health.lastSeen("us")).isNull();
    assertThat(health.lastSeen("eu")).isNotNull();
  }
}
