package io.promontory.rules.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultLogTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void theDiskGetsTheLastResultsThoughNoneFollow() throws IOException {
    try (ResultLog log = ResultLog.open(folder, () -> T0)) {
      log.append(List.of(new QueryValue.Sample(Labels.of("__name__", "a"), T0.toEpochMilli(), 1)));
      assertThat(log.isForced()).isFalse();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!log.isForced() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
      assertThat(log.isForced()).isTrue();
    }
  }
}
