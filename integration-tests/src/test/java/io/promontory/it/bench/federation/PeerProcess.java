package io.promontory.it.bench.federation;

import io.promontory.it.fixture.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A peer's server that runs until it is closed. */
final class PeerProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final Process process;
  private final Thread killer;

  private PeerProcess(Process process) {
    this.process = process;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts one and waits until it answers with 200.
   *
   * @param ready path to ask at {@code http}
   */
  static PeerProcess start(List<String> command, ApiClient http, String ready, Path log)
      throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    PeerProcess started = new PeerProcess(process);
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    try {
      while (!answers(http, ready)) {
        if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
          started.close();
          throw new IllegalStateException(command.getFirst() + " is not ready; see " + log);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return started;
  }

  private static boolean answers(ApiClient http, String path) {
    try {
      return http.get(path).status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
