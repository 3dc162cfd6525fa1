package io.promontory.frontend.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.app.ActiveQueries;
import io.promontory.frontend.app.Admission;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.metrics.ArchiveMetrics;
import io.promontory.frontend.metrics.LeaseMetrics;
import io.promontory.frontend.metrics.RemoteWriteMetrics;
import io.promontory.frontend.metrics.ResultMetrics;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.group.RuleMetrics;
import io.promontory.rules.results.ResultLog;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRulesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T07:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  @TempDir Path folder;
  private final PrometheusRegistry registry = new PrometheusRegistry();

  private ConfigFile config(String more) throws Exception {
    return new ConfigLoader()
        .parse(
            folder.resolve("c.yml"),
            """
            stores: [{name: archive, type: blocks, bucket: {type: filesystem, path: bucket}}]
            storage: {path: data, retention: 8h, archive: archive}
            """
                + more);
  }

  private OwnRules rules() {
    return new OwnRules(
        CLOCK,
        RuleMetrics.NONE,
        new RemoteWriteMetrics(registry),
        new ArchiveMetrics(registry),
        new ResultMetrics(registry),
        (rule, slot, interval) -> {},
        new LeaseMetrics(registry));
  }

  private String metrics() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    return text.toString(UTF_8);
  }

  private void await(String line) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!metrics().contains(line) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(metrics()).contains(line);
  }

  /** One of its groups writes three hours late, so that the window from four to six is open. */
  @Test
  void whatAReloadBeginsIsArchivedOnceNothingIsWrittenToIt() throws Exception {
    Files.createDirectories(folder.resolve("bucket"));
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - {name: g, interval: 1h, rules: [{record: r, expr: vector(1)}]}
          - {name: late, interval: 1h, query_offset: 2h, rules: [{record: s, expr: vector(1)}]}
        """);
    try (ResultLog log = ResultLog.open(folder.resolve("data").resolve("rules"), CLOCK)) {
      for (int hour : new int[] {1, 5}) {
        long at = NOW.minus(Duration.ofHours(7 - hour)).toEpochMilli();
        log.append(List.of(new QueryValue.Sample(Labels.of(Labels.METRIC_NAME, "m"), at, hour)));
      }
    }
    ConfigFile without = config("");
    ConfigFile with = config("rule_files: [rules.yml]\n");
    try (MemoryStore stores = new MemoryStore("stores", Labels.EMPTY);
        OwnRules rules = rules()) {
      assertThat(rules.members(without)).isEmpty();
      rules.start(
          without,
          (store, query, context) -> {
            throw new UnsupportedOperationException("no slot is due");
          },
          stores,
          new Admission(without.config().query(), ActiveQueries.NONE));
      assertThat(metrics()).doesNotContain("promontory_rules_archived");
      assertThat(rules.members(with)).hasSize(1);
      rules.update(with);
      await("promontory_rules_archived_blocks_total 1.0\n");
      long four = NOW.minus(Duration.ofHours(3)).getEpochSecond();
      await("promontory_rules_archived_timestamp_seconds " + (double) four + "\n");
      rules.update(with); // it is begun already
    }
  }
}
