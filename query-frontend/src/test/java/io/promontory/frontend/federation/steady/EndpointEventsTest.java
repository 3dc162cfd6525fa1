package io.promontory.frontend.federation.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.promontory.frontend.metrics.SteadyMetrics;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The series of endpoints that come and go. */
class EndpointEventsTest {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Steady steady = new Steady(new SteadyMetrics(registry), () -> 0, new Random(1));

  private Store around(Endpoint endpoint) {
    return steady.around(
        endpoint, SteadyConfig.of(Duration.ofSeconds(20)).withBreaker(1, Duration.ofSeconds(5)));
  }

  private static void fail(Endpoint endpoint, Store store) {
    endpoint.next.add(Endpoint.BROKEN);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                store.labelNames(
                    new LabelNamesRequest(0, 1, List.of(), 0), QueryContext.unbounded()));
  }

  /** The states of all breakers. */
  private List<Double> breakers() {
    return registry.scrape().stream()
        .filter(
            metric ->
                metric.getMetadata().getPrometheusName().equals("promontory_store_breaker_open"))
        .flatMap(metric -> metric.getDataPoints().stream())
        .map(point -> ((GaugeDataPointSnapshot) point).getValue())
        .toList();
  }

  private long series() {
    return registry.scrape().stream().mapToLong(metric -> metric.getDataPoints().size()).sum();
  }

  @Test
  void aStoreThatIsGoneHasNoSeries() {
    Endpoint endpoint = new Endpoint();
    Store store = around(endpoint);
    fail(endpoint, store);
    assertThat(breakers()).containsExactly(1.0);
    store.close();
    assertThat(series()).isZero();
    store.close();
    assertThat(series()).isZero();
  }

  @Test
  void aSuccessorOfTheSameNameSpeaksForItself() {
    Endpoint left = new Endpoint();
    Store before = around(left);
    Store after = around(new Endpoint());
    fail(left, before);
    assertThat(breakers()).containsExactly(0.0);
    before.close();
    assertThat(breakers()).containsExactly(0.0);
    after.close();
    assertThat(series()).isZero();
  }
}
