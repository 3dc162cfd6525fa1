package io.promontory.frontend.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.promontory.adapter.testing.amp.WireAnswer;
import io.promontory.adapter.testing.amp.WireRequest;
import io.promontory.adapter.testing.amp.WireServer;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.metrics.RemoteWriteMetrics;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.results.ResultLog;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteWritesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @TempDir Path folder;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RemoteWrites writes = new RemoteWrites(new RemoteWriteMetrics(registry), CLOCK);
  private ResultLog log;

  @BeforeEach
  void open() throws IOException {
    log = ResultLog.open(folder.resolve("log"), CLOCK);
    log.replay(samples -> {});
  }

  @AfterEach
  void close() throws IOException {
    writes.close();
    log.close();
  }

  private ConfigFile config(String... names) throws Exception {
    StringBuilder text = new StringBuilder("stores: []\nstorage: {path: data}\nremote_write:\n");
    for (String name : names) {
      text.append("  - {name: ").append(name).append(", url: 'http://127.0.0.1:1/'}\n");
    }
    return new ConfigLoader().parse(folder.resolve("c.yml"), text.toString());
  }

  /** Where it is kept how far receivers are. */
  private List<Path> kept(String... names) throws Exception {
    try (RemoteWrites before =
        new RemoteWrites(new RemoteWriteMetrics(new PrometheusRegistry()), CLOCK)) {
      before.update(config(names), log);
    }
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve("remote-write"))) {
      return files.toList();
    }
  }

  /** The receivers that results are sent to. */
  private List<String> receivers() {
    return registry.scrape().stream()
        .filter(
            metric ->
                metric
                    .getMetadata()
                    .getPrometheusName()
                    .equals("prometheus_remote_storage_samples_pending"))
        .flatMap(metric -> metric.getDataPoints().stream())
        .map((DataPointSnapshot point) -> String.valueOf(point.getLabels().get("remote_name")))
        .sorted()
        .toList();
  }

  @Test
  void whatCouldNotBeBegunIsBegunByTheNextReload() throws Exception {
    Path kept = kept("b").getFirst();
    Files.delete(kept);
    Files.createDirectory(kept);
    ConfigFile both = config("a", "b");
    assertThatThrownBy(() -> writes.update(both, log))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("remote write cannot keep how far it is");
    assertThat(writes.unsentFile()).isZero();
    Files.delete(kept);
    writes.update(both, log);
    assertThat(receivers()).containsExactly("a", "b");
    assertThat(writes.unsentFile()).isPositive();
  }

  @Test
  void theReceiversBeforeAreBegunAgainByTheirOwnFile() throws Exception {
    Path kept = kept("b").getFirst();
    Files.delete(kept);
    Files.createDirectory(kept);
    ConfigFile before = config("a");
    writes.update(before, log);
    assertThatThrownBy(() -> writes.update(config("b", "a"), log))
        .isInstanceOf(ConfigException.class);
    assertThat(receivers()).isEmpty();
    writes.update(before, log);
    assertThat(receivers()).containsExactly("a");
  }

  /** What is written to the null device cannot be brought to a disk. */
  @Test
  void oneThatCannotBeEndedKeepsNoOtherFromIt() throws Exception {
    List<Path> files = kept("a", "b");
    for (Path kept : files) {
      Files.delete(kept);
      Files.createSymbolicLink(kept, Path.of("/dev/null"));
    }
    writes.update(config("a", "b"), log);
    assertThat(receivers()).containsExactly("a", "b");
    assertThatThrownBy(writes::close)
        .isInstanceOf(IOException.class)
        .satisfies(failed -> assertThat(failed.getSuppressed()).hasSize(1));
    assertThat(receivers()).isEmpty();
    for (Path kept : files) {
      Files.delete(kept);
    }
  }

  @Test
  void secretsThatAReloadChangesAreSent() throws Exception {
    BlockingQueue<WireRequest> seen = new LinkedBlockingQueue<>();
    try (WireServer server =
        new WireServer(
            request -> {
              seen.add(request);
              return WireAnswer.of(200, "text/plain", "");
            })) {
      writes.update(receiver(server, "a", "one"), log);
      assertThat(whoWrites(seen)).isEqualTo("a Basic " + base64("me:one"));
      writes.update(receiver(server, "b", "one"), log);
      assertThat(whoWrites(seen)).isEqualTo("b Basic " + base64("me:one"));
      writes.update(receiver(server, "b", "two"), log);
      assertThat(whoWrites(seen)).isEqualTo("b Basic " + base64("me:two"));
    }
  }

  /** Tenant and credentials of the request that brings a result. */
  private String whoWrites(BlockingQueue<WireRequest> seen) throws Exception {
    Labels labels = Labels.of(Labels.METRIC_NAME, "result");
    log.append(List.of(new QueryValue.Sample(labels, CLOCK.millis(), 1)));
    WireRequest request = seen.poll(30, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request.header("X-Scope-OrgID") + " " + request.header("Authorization");
  }

  private ConfigFile receiver(WireServer server, String tenant, String password) throws Exception {
    return new ConfigLoader()
        .parse(
            folder.resolve("c.yml"),
            """
            stores: []
            storage: {path: data}
            remote_write:
              - url: SERVER
                headers: {X-Scope-OrgID: TENANT}
                basic_auth: {username: me, password: PASSWORD}
                queue_config: {batch_send_deadline: 1ms}
            """
                .replace("SERVER", server.uri().toString())
                .replace("TENANT", tenant)
                .replace("PASSWORD", password));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
