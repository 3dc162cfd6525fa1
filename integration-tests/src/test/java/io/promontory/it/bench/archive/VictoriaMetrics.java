package io.promontory.it.bench.archive;

import io.promontory.adapter.testing.Commands;
import io.promontory.it.bench.data.DataSet;
import io.promontory.it.bench.race.Contender;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A real VictoriaMetrics on a free loopback port that holds a data set, imported once; stopped by
 * {@link #close}. Its cache of results is off, its limits are out of the way.
 */
final class VictoriaMetrics implements AutoCloseable {
  private static final String COMMAND = "victoria-metrics";
  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final Thread killer;
  private final ApiClient client;

  private VictoriaMetrics(Process process, ApiClient client) {
    this.process = process;
    this.client = client;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  static boolean isPresent() {
    return Commands.find(COMMAND) != null;
  }

  /** Starts on a data set's folder, and imports the data set unless a run before has. */
  static VictoriaMetrics of(DataSet data, Path parent) throws IOException {
    Path home = Files.createDirectories(parent.resolve(data.name()));
    Path storage = home.resolve(COMMAND);
    Path complete = home.resolve(COMMAND + ".complete");
    if (!Files.exists(complete)) {
      if (Files.exists(storage)) {
        Commands.deleteRecursively(storage);
      }
      try (VictoriaMetrics importing = start(home, storage)) {
        new VictoriaImport(importing.client.base()).run(data);
      }
    }
    VictoriaMetrics started = start(home, storage);
    started.check(data);
    if (!Files.exists(complete)) {
      Files.createFile(complete);
    }
    return started;
  }

  /** Throws unless all samples are there. */
  private void check(DataSet data) {
    long samples =
        client
            .get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("vm_rows{type=\"storage/"))
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    long wanted = (long) data.series().size() * data.samples();
    if (samples != wanted) {
      close();
      throw new IllegalStateException(
          "%s has %d samples instead of %d: delete its folder and run again"
              .formatted(COMMAND, samples, wanted));
    }
  }

  private static VictoriaMetrics start(Path home, Path storage) throws IOException {
    int port = PromontoryProcess.freePort();
    Process process =
        new ProcessBuilder(
                Commands.require(COMMAND, COMMAND),
                "-storageDataPath=" + storage,
                "-httpListenAddr=127.0.0.1:" + port,
                "-retentionPeriod=100y",
                "-search.disableCache",
                "-search.maxUniqueTimeseries=2000000",
                "-search.maxSamplesPerQuery=10000000000",
                "-search.maxQueryDuration=2m")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(COMMAND + ".log").toFile())
            .start();
    VictoriaMetrics started =
        new VictoriaMetrics(process, new ApiClient("http://127.0.0.1:" + port));
    started.awaitReady();
    return started;
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(COMMAND + " is not ready; see its log");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean answers() {
    try {
      return client.get("/health").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  Contender contender() {
    return new Contender(Contender.VICTORIA_METRICS, client, process.pid());
  }

  /** Lets it bring all to the disk. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly();
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
