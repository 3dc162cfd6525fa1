package io.promontory.it.bench.archive;

import io.promontory.it.bench.PeakMemory;
import io.promontory.it.bench.Results;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.objectstore.testing.ManyBlocks;
import io.promontory.objectstore.testing.SlowS3;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./dev bench archive start}: a process with a heap of 256 MiB over an S3 server that
 * answers each request after 30 ms, with very many blocks: how long until it is ready, and until it
 * knows them all, with and without what an earlier process kept on the disk. Times begin before the
 * JVM does.
 */
final class CatalogueStartBench {
  private static final String BENCH = "archive_start";
  private static final long WAIT_MILLIS = 30;
  private static final Duration GIVE_UP = Duration.ofMinutes(2);

  private CatalogueStartBench() {}

  static void run(int blocks) throws Exception {
    Path root = Path.of(System.getProperty("promontory.root", "."));
    Path work = Files.createDirectories(root.resolve("target/bench"));
    Path local = Files.createTempDirectory(work, "start");
    try (SlowS3 server = new SlowS3(ManyBlocks.bucket(blocks), WAIT_MILLIS)) {
      String config =
          """
          stores:
            - name: archive
              type: blocks
              bucket: {type: s3, bucket: b, endpoint: "%s", path_style: true, region: eu-central-1,
                       access_key: k, secret_key: s}
              local_path: "%s"
          """
              .formatted(server.uri(), local);
      measure("cold", blocks, server, work, config);
      measure("warm", blocks, server, work, config);
    }
  }

  private static void measure(String name, int blocks, SlowS3 server, Path work, String config)
      throws Exception {
    Path distribution = work.resolveSibling("promontory");
    double servedBefore = cpu(ProcessHandle.current());
    long start = System.nanoTime();
    try (PromontoryProcess process =
        PromontoryProcess.installed(distribution, work, config, "-Xmx256m")) {
      double ready = seconds(start);
      double cpuToReady = cpu(process.process().toHandle());
      double complete = awaitComplete(process.client(), start);
      double cpuToComplete = cpu(process.process().toHandle());
      double served = cpu(ProcessHandle.current()) - servedBefore;
      System.out.printf("%s: %d pages and %d objects%n", name, server.lists(), server.gets());
      String metrics = process.client().get("/metrics").body();
      if (!metrics.contains(
          "promontory_blocks{state=\"whole\",store=\"archive\"} " + (double) blocks)) {
        throw new IllegalStateException("not all blocks are known:\n" + metrics);
      }
      Results.print(BENCH, name, "ready", ready, "s");
      Results.print(BENCH, name, "complete", complete, "s");
      Results.print(BENCH, name, "complete_after_ready", complete - ready, "s");
      Results.print(BENCH, name, "cpu_to_ready", cpuToReady, "s");
      Results.print(BENCH, name, "cpu_to_complete", cpuToComplete, "s");
      Results.print(BENCH, name, "cpu_of_the_s3_server", served, "s");
      Results.print(BENCH, name, "heap_used", heap(metrics), "MiB");
      Results.print(BENCH, name, "peak_rss", PeakMemory.mebibytes(process.process().pid()), "MiB");
      awaitListed(process.client());
      server.lists();
      server.gets();
    }
  }

  /** Until then a query fails, whatever it asks, since a block may be missed. */
  private static double awaitComplete(ApiClient client, long start) throws Exception {
    while (client.get("/api/v1/query?query=up&time=5").status() != 200) {
      pause(20);
      if (seconds(start) > GIVE_UP.toSeconds()) {
        throw new IllegalStateException("not complete after " + GIVE_UP);
      }
    }
    return seconds(start);
  }

  private static void pause(long millis) throws InterruptedException {
    if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException();
    }
  }

  /** What is known is on the disk soon after a listing is done. */
  private static void awaitListed(ApiClient client) throws Exception {
    String done = "promontory_blocks_listings_total{outcome=\"ok\",store=\"archive\"} 1.0";
    while (!client.get("/metrics").body().contains(done)) {
      pause(50);
    }
    pause(500);
  }

  /** Seconds of processors, which a busy machine changes less than those of the clock. */
  private static double cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double heap(String metrics) {
    return metrics
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"}"))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
            .sum()
        / (1 << 20);
  }
}
