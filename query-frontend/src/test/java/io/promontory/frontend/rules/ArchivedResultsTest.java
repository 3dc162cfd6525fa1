package io.promontory.frontend.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.metrics.ArchiveMetrics;
import io.promontory.rules.group.Timer;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivedResultsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T07:00:00Z");

  @TempDir Path folder;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Deque<Runnable> planned = new ArrayDeque<>();
  private final Timer timer =
      (delay, task) -> {
        planned.add(task);
        return () -> {};
      };

  private String metrics() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    return text.toString(UTF_8);
  }

  @Test
  void anErrorDoesNotEndIt() throws Exception {
    Files.createDirectories(folder.resolve("bucket"));
    ConfigFile file =
        new ConfigLoader()
            .parse(
                folder.resolve("c.yml"),
                """
                stores: [{name: archive, type: blocks, bucket: {type: filesystem, path: bucket}}]
                storage: {path: data, retention: 4h, archive: archive}
                """);
    AtomicBoolean breaks = new AtomicBoolean(true);
    try (MemoryStore results = new MemoryStore("own", Labels.EMPTY);
        Store breaking =
            new ForwardingStore(
                () -> {
                  if (breaks.get()) {
                    throw new LinkageError("as a test wants it");
                  }
                  return results;
                },
                () -> {}) {};
        ArchivedResults archived =
            ArchivedResults.open(
                file, new ArchiveMetrics(registry), () -> Duration.ZERO, () -> NOW)) {
      assertThat(archived).isNotNull();
      long at = NOW.minus(Duration.ofHours(2)).toEpochMilli();
      results.append(Labels.of(Labels.METRIC_NAME, "m"), at, 1);
      archived.start(breaking, timer);
      planned.remove().run();
      assertThat(metrics()).contains("promontory_rules_archive_failures_total 1.0\n");
      breaks.set(false);
      planned.remove().run();
      assertThat(metrics()).contains("promontory_rules_archived_blocks_total 1.0\n");
      assertThat(archived.shippedMs()).isEqualTo(NOW.minus(Duration.ofHours(1)).toEpochMilli());
      assertThat(planned).hasSize(1);
    }
  }
}
