package io.promontory.frontend.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.metrics.DiscoveryMetrics;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
  private final BlockingQueue<Discovered> found = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger readings = new AtomicInteger();
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final DiscoveryListener listener =
      new DiscoveryListener() {
        @Override
        public void found(String store, int targets) {}

        @Override
        public void failed(String store, String kind) {
          failures.incrementAndGet();
        }
      };

  /** The same address twice; the first reading may fail. */
  private record Source(AtomicInteger readings, boolean isIll) implements TargetSource {
    @Override
    public String kind() {
      return "file";
    }

    @Override
    public Duration interval() {
      return Duration.ofMillis(1);
    }

    @Override
    public Targets read() {
      if (readings.incrementAndGet() == 1 && isIll) {
        throw new OutOfMemoryError("no thread to be had");
      }
      Target target = Target.of("a:1", Labels.of("zone", "z"));
      return Targets.of(
          List.of(target.with("__meta_filepath", "one"), target.with("__meta_filepath", "two")));
    }
  }

  private Discovery discovery(boolean isIll, boolean isRefused) {
    AtomicInteger told = new AtomicInteger();
    return new Discovery(
        "eu",
        List.of(new Source(readings, isIll)),
        Labels.EMPTY,
        Relabeling.NONE,
        listener,
        now -> {
          if (isRefused && told.incrementAndGet() == 1) {
            throw new IllegalStateException("no selector to be had");
          }
          found.add(now);
        });
  }

  private Discovered await() throws InterruptedException {
    Discovered now = found.poll(60, TimeUnit.SECONDS);
    assertThat(now).isNotNull();
    return now;
  }

  @Test
  void howTargetsWereFoundTellsThemNotApart() throws Exception {
    try (Discovery discovery = discovery(false, false)) {
      discovery.start();
      assertThat(await().targets()).containsExactly(Target.of("a:1", Labels.of("zone", "z")));
    }
  }

  @Test
  void theGaugeEndsWithTheLastOfItsName() throws Exception {
    DiscoveryMetrics metrics = new DiscoveryMetrics(registry);
    Discovery before = discovery(metrics);
    before.start();
    assertThat(await().targets()).hasSize(1);
    Discovery after = discovery(metrics);
    after.start();
    assertThat(await().targets()).hasSize(1);
    before.close();
    before.close();
    assertThat(series()).isOne();
    after.close();
    assertThat(series()).isZero();
  }

  private Discovery discovery(DiscoveryMetrics metrics) {
    return new Discovery(
        "eu",
        List.of(new StaticTargets(List.of("a:1"), Labels.EMPTY)),
        Labels.EMPTY,
        Relabeling.NONE,
        metrics,
        found::add);
  }

  private long series() {
    return registry.scrape().stream().mapToLong(metric -> metric.getDataPoints().size()).sum();
  }

  @Test
  void aSourceIsReadAgainWhateverItThrew() throws Exception {
    try (Discovery discovery = discovery(true, false)) {
      discovery.start();
      assertThat(await().missing()).singleElement().asString().contains("no thread to be had");
      assertThat(await().targets()).hasSize(1);
      assertThat(failures).hasValue(1);
    }
  }

  @Test
  void andWhateverBecameOfWhatItGave() throws Exception {
    try (Discovery discovery = discovery(false, true)) {
      discovery.start();
      assertThat(await().targets()).hasSize(1);
      assertThat(failures).hasValue(1);
    }
  }
}
