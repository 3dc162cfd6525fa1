package io.promontory.frontend.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.frontend.discovery.Discovered;
import io.promontory.frontend.discovery.Target;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may be evaluated at servers that are discovered, and when it may not. */
class DiscoveredPartsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final SelectRequest UP =
      SelectRequest.of(0, 1, List.of(Matcher.equal("__name__", "up")));
  private static final Target EU = target("a:1", "eu");
  private static final Target US = target("b:1", "us");

  private final Set<Target> unusable = new HashSet<>();
  private final DiscoveredStore store = new DiscoveredStore("all", pool(true));

  @AfterEach
  void close() {
    store.close();
  }

  private static Target target(String address, String zone) {
    return new Target(Labels.of("__address__", address, "zone", zone));
  }

  private static MemoryStore up(Target target) {
    MemoryStore store = new MemoryStore(target.address(), target.shown());
    store.append(Labels.of("__name__", "up"), 1, 1);
    return store;
  }

  /** A server that evaluates what it holds. */
  private static final class Evaluating extends ForwardingStore {
    private final StorePart part;

    Evaluating(Target target) {
      super(up(target));
      part =
          new StorePart(
              target.address(),
              List.of(target.shown()),
              Labels.EMPTY,
              Set.of(),
              (query, context) -> {
                throw new AssertionError("nobody asks");
              });
    }

    @Override
    public List<StorePart> parts(SelectRequest request, QueryContext context) {
      return List.of(part);
    }
  }

  private ServerPool pool(boolean required) {
    return new ServerPool(
        required,
        TIMEOUT,
        target -> target.shown().toString(),
        new ServerPool.Servers() {
          @Override
          public Store open(Target target) {
            if (unusable.contains(target)) {
              throw new IllegalArgumentException("ca_file: no such file");
            }
            return new Evaluating(target);
          }

          @Override
          public Store shard(List<Store> replicas) {
            return replicas.size() == 1
                ? replicas.getFirst()
                : new ReplicaGroup(
                    "shard", replicas, TIMEOUT, false, Steady.of(SteadyListener.NONE));
          }
        });
  }

  private static void found(DiscoveredStore store, Target... targets) {
    store.found(new Discovered(List.of(targets), List.of(), List.of(), List.of(), false));
  }

  private static List<String> zones(Store store, List<String> warnings) {
    List<String> zones = new ArrayList<>();
    try (SeriesSet set = store.select(UP, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        zones.add(one.labels().getOrEmpty("zone"));
      }
      warnings.addAll(set.completeness().warnings());
    }
    return zones;
  }

  @Test
  void aTargetThatCannotBeUsedFailsForItselfUntilItCan() {
    List<String> warnings = new ArrayList<>();
    DiscoveredStore lenient = new DiscoveredStore("all", pool(false));
    try (lenient) {
      for (DiscoveredStore one : List.of(store, lenient)) {
        found(one, EU);
        assertThat(zones(one, warnings)).containsExactly("eu");
        assertThat(warnings).isEmpty();
      }
      unusable.add(US);
      found(store, EU, US);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> zones(store, new ArrayList<>()))
          .withMessage("cannot be used as a target: ca_file: no such file");
      found(lenient, EU, US);
      assertThat(zones(lenient, warnings)).containsExactly("eu");
      assertThat(warnings)
          .containsExactly("store \"b:1\": cannot be used as a target: ca_file: no such file");
      unusable.clear();
      warnings.clear();
      for (DiscoveredStore one : List.of(store, lenient)) {
        found(one, EU, US);
        assertThat(zones(one, warnings)).containsExactly("eu", "us");
        assertThat(warnings).isEmpty();
      }
    }
  }

  private void found(List<String> missing, List<String> stale, Target... targets) {
    store.found(new Discovered(List.of(targets), List.of(), missing, stale, false));
  }

  private List<Labels> parts() {
    return store.parts(UP, QueryContext.unbounded()).stream()
        .flatMap(part -> part.labelSets().stream())
        .toList();
  }

  private List<String> servers() {
    return store.servers().stream().map(Member::name).toList();
  }

  @Test
  void theyAreThoseOfTheShards() {
    assertThat(parts()).as("before any is found").isEmpty();
    assertThat(servers()).isEmpty();
    found(List.of(), List.of(), EU, US);
    assertThat(parts()).containsExactly(Labels.of("zone", "eu"), Labels.of("zone", "us"));
    assertThat(servers()).containsExactly("a:1", "b:1");
  }

  @Test
  void thereAreNoneWhileTargetsAreNotThoseOfNow() {
    found(List.of(), List.of(), EU, US);
    found(List.of(), List.of("targets.yml: broken"), EU, US);
    assertThat(parts()).isEmpty();
    assertThat(servers()).hasSize(2);
    found(List.of(), List.of(), EU, US);
    assertThat(parts()).hasSize(2);
    found(List.of("targets.yml: gone"), List.of(), EU);
    assertThat(parts()).isEmpty();
  }

  @Test
  void norWhereAShardHasReplicas() {
    found(List.of(), List.of(), EU, target("c:1", "eu"), US);
    assertThat(parts()).isEmpty();
    assertThat(servers()).containsExactly("a:1", "c:1", "b:1");
  }
}
