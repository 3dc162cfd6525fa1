package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.fault.IllServer.Illness;
import io.promontory.it.fixture.PromontoryProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process killed in the middle of a query names that query when it starts again. */
@Timeout(180)
class CrashedQueryTest {
  private static final String QUERY = "sum(rate(up{job=\"api\"}[5m]))";

  @TempDir Path directory;

  @Test
  void theNextStartLogsTheQuery() throws Exception {
    try (IllServer hangs = new IllServer(Illness.HANGS)) {
      String config =
          """
          storage: {path: "%s"}
          stores: [{name: hangs, type: prometheus, url: "%s", timeout: 100s}]
          """
              .formatted(directory.resolve("data"), hangs.url());
      try (PromontoryProcess process = PromontoryProcess.start(directory, config)) {
        assertThat(process.client().get("/api/v1/query?query=1").status()).isEqualTo(200);
        Thread client = Thread.ofVirtual().start(() -> ask(process));
        awaitRequest(hangs);
        process.process().destroyForcibly();
        assertThat(process.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        client.join();
      }
      try (PromontoryProcess process = PromontoryProcess.start(directory, config)) {
        List<String> lines =
            process.log().lines().filter(line -> line.contains("did not finish")).toList();
        assertThat(lines)
            .singleElement()
            .satisfies(
                line ->
                    assertThat(line)
                        .contains(
                            "\"level\":\"warn\"", QUERY.replace("\"", "\\\""), "\"started\":\"20"));
      }
      try (PromontoryProcess process = PromontoryProcess.start(directory, config)) {
        assertThat(process.log()).doesNotContain("did not finish");
      }
    }
  }

  private static void ask(PromontoryProcess process) {
    try {
      process.client().post("/api/v1/query", Map.of("query", QUERY));
    } catch (UncheckedIOException e) {
      // the process was killed: what the test is about
    }
  }

  private static void awaitRequest(IllServer server) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (server.reads() == 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
