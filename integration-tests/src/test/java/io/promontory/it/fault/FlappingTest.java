package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.prometheus.PrometheusStore;
import io.promontory.adapter.prometheus.PrometheusStoreConfig;
import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyConfig;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries while stores come and go: each answer is true, or names who is missing; once all are well
 * again, so are the answers, and nothing is left of the trouble.
 */
@Timeout(600)
class FlappingTest {
  private static final List<Fault> FAULTS =
      List.of(
          Fault.NONE,
          Fault.REFUSES,
          Fault.NONE,
          Fault.RESETS_MID_BODY,
          Fault.NONE,
          Fault.ANSWERS_503,
          Fault.NONE,
          Fault.TRUNCATES,
          Fault.ANSWERS_HTML);

  private static final double ALL = FaultySites.SERIES * FaultySites.SAMPLES;

  @TempDir Path directory;

  @Test
  void aHundredQueries() throws Exception {
    flap(100, 20260101);
  }

  @Test
  @Tag("long")
  void aThousandQueries() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the flapping: " + seed);
    flap(1000, seed);
  }

  private void flap(int queries, long seed) throws Exception {
    Random random = new Random(seed);
    try (FaultySites sites = new FaultySites(directory)) {
      try (FederatedStore store = stores(sites);
          Engine engine = new Engine(EngineOptions.defaults());
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        assertThat(counts(query(engine, store)))
            .isEqualTo(Map.of("good", ALL, "prom", ALL, "grpc", ALL));
        Semaphore running = new Semaphore(4);
        List<Throwable> wrong = new CopyOnWriteArrayList<>();
        for (int i = 0; i < queries; i++) {
          if (random.nextInt(3) == 0) {
            FaultProxy proxy = random.nextBoolean() ? sites.toPrometheus : sites.toGrpc;
            proxy.set(FAULTS.get(random.nextInt(FAULTS.size())));
          }
          running.acquire();
          threads.execute(
              () -> {
                try {
                  check(query(engine, store));
                } catch (Throwable e) {
                  wrong.add(e);
                } finally {
                  running.release();
                }
              });
        }
        running.acquire(4);
        assertThat(wrong).as("seed " + seed).isEmpty();
        sites.toPrometheus.set(Fault.NONE);
        sites.toGrpc.set(Fault.NONE);
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> query(engine, store).completeness().isWhole());
      }
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> sites.toPrometheus.connections() + sites.toGrpc.connections() == 0);
      await().atMost(Duration.ofMinutes(2)).until(() -> threadsOfStores().isEmpty());
    }
  }

  private static void check(QueryResult result) {
    Map<String, Double> counts = counts(result);
    List<String> warnings = result.completeness().warnings();
    assertThat(counts.get("good")).isEqualTo(ALL);
    for (String site : List.of("prom", "grpc")) {
      boolean missing = warnings.stream().anyMatch(w -> w.startsWith("store \"" + site + "\": "));
      if (!missing) {
        assertThat(counts.get(site)).as(warnings.toString()).isEqualTo(ALL);
      } else {
        assertThat(counts.getOrDefault(site, 0.0)).isLessThanOrEqualTo(ALL);
      }
    }
  }

  private static FederatedStore stores(FaultySites sites) {
    Steady steady = Steady.of(SteadyListener.NONE);
    Duration timeout = Duration.ofSeconds(20);
    SteadyConfig config =
        SteadyConfig.of(timeout).withBreaker(SteadyConfig.DEFAULT_BREAKER_FAILURES, pause());
    Store good = prometheus("good", sites.prometheus.uri().getPort());
    Store prom = prometheus("prom", sites.toPrometheus.port());
    Store grpc = new GrpcStore(GrpcStoreConfig.of("grpc", "127.0.0.1:" + sites.toGrpc.port()));
    return new FederatedStore(
        List.of(
            new Member(steady.around(good, config), true, timeout),
            new Member(steady.around(prom, config), false, timeout),
            new Member(steady.around(grpc, config), false, timeout)),
        CallObserver.NONE);
  }

  private static Duration pause() {
    return Duration.ofMillis(50);
  }

  private static Store prometheus(String name, int port) {
    return new PrometheusStore(
        PrometheusStoreConfig.of(name, URI.create("http://127.0.0.1:" + port))
            .withExternalLabels(Labels.of("site", name)));
  }

  private static QueryResult query(Engine engine, Store store) {
    long time = FaultySites.END * 1000;
    Query query = new Query("sum by (site) (count_over_time(m_total[1h]))", time, time, 0, 0, 0);
    return engine.run(store, query, QueryContext.unbounded());
  }

  private static Map<String, Double> counts(QueryResult result) {
    Map<String, Double> counts = new HashMap<>();
    for (QueryValue.Sample sample : ((QueryValue.Vector) result.value()).samples()) {
      counts.put(sample.labels().get("site"), sample.value());
    }
    return counts;
  }

  /** Virtual threads too. */
  private List<String> threadsOfStores() {
    try {
      Path file = Files.createTempDirectory(directory, "threads").resolve("dump.txt");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
      try (Stream<String> lines = Files.lines(file)) {
        return lines
            .filter(line -> line.startsWith("#"))
            .filter(
                line ->
                    Stream.of("good", "prom", "grpc")
                        .anyMatch(
                            site ->
                                line.contains("\"http-" + site)
                                    || line.contains("\"read-" + site)
                                    || line.contains("\"deadlines-" + site)
                                    || line.contains("\"grpc-" + site)
                                    || line.contains("\"info-" + site)))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
