package io.promontory.adapter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A real Prometheus on a free loopback port, ready when {@link #start} returns and killed on {@link
 * #close}.
 */
public final class PrometheusProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final String LISTENING = "address=127.0.0.1:";

  /** Which Prometheus to run. */
  public enum Binary {
    /** The distribution's package, an older 2.x. */
    INSTALLED("prometheus"),
    /** The version whose answers are the reference. */
    ORACLE("prometheus-3");

    private final String command;

    Binary(String command) {
      this.command = command;
    }

    /** True where the command is on the PATH. */
    public boolean isPresent() {
      return Commands.find(command) != null;
    }
  }

  private final Process process;
  private final Path directory;
  private final Path log;
  private final Thread killer;
  private final URI uri;

  private PrometheusProcess(Process process, Path directory, Path log, int port, Thread killer) {
    this.process = process;
    this.directory = directory;
    this.log = log;
    this.killer = killer;
    this.uri = URI.create("http://127.0.0.1:" + port);
  }

  /** Starts the distribution's Prometheus on the given data. */
  public static PrometheusProcess start(String config, Path dataDir, String... flags) {
    return start(Binary.INSTALLED, config, dataDir, flags);
  }

  /**
   * Starts a Prometheus and waits until it is ready.
   *
   * @param config text of its configuration file; may be empty
   * @param dataDir its storage; blocks found there are served
   * @param flags further command line flags; those for the port, the files and retention are set
   * @throws IllegalStateException if the command is missing or it is not ready in a minute; the
   *     message carries its log
   */
  public static PrometheusProcess start(
      Binary binary, String config, Path dataDir, String... flags) {
    return start(binary, 0, config, dataDir, flags);
  }

  /** As {@link #start(Binary, String, Path, String...)}, on a given port. */
  public static PrometheusProcess start(
      Binary binary, int port, String config, Path dataDir, String... flags) {
    try {
      Path directory = Files.createTempDirectory("prometheus");
      Path log = directory.resolve("log");
      Path configFile = Files.writeString(directory.resolve("prometheus.yml"), config);
      List<String> command = new ArrayList<>();
      command.add(Commands.require(binary.command, "prometheus"));
      command.add("--config.file=" + configFile);
      command.add("--storage.tsdb.path=" + dataDir);
      command.add("--storage.tsdb.retention.time=100y");
      command.add("--web.listen-address=127.0.0.1:" + port);
      command.add("--web.enable-lifecycle");
      command.add("--web.enable-admin-api");
      command.add("--web.enable-remote-write-receiver");
      command.add("--log.level=info");
      command.addAll(List.of(flags));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Thread killer = new Thread(() -> endAndDelete(process, directory));
      Runtime.getRuntime().addShutdownHook(killer);
      int bound = awaitPort(process, log);
      PrometheusProcess started = new PrometheusProcess(process, directory, log, bound, killer);
      started.awaitReady();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + binary.command, e);
    }
  }

  /** Its base address, without a path. */
  public URI uri() {
    return uri;
  }

  public Process process() {
    return process;
  }

  /** What it has logged so far. */
  public String log() {
    return read(log);
  }

  /** Kills it; once it is closed, nothing happens. */
  @Override
  public void close() {
    if (Files.notExists(directory)) {
      return;
    }
    process.destroyForcibly();
    await(process, START_TIMEOUT, () -> !process.isAlive(), log);
    Runtime.getRuntime().removeShutdownHook(killer);
    Commands.deleteRecursively(directory);
  }

  /** For servers that nobody closes: those of all tests of a process. */
  private static void endAndDelete(Process process, Path directory) {
    process.destroyForcibly().onExit().join();
    Commands.deleteRecursively(directory);
  }

  private static int awaitPort(Process process, Path log) {
    await(process, START_TIMEOUT, () -> portIn(log) > 0, log);
    return portIn(log);
  }

  private static int portIn(Path log) {
    String text = read(log);
    int line = text.indexOf("Listening on");
    int start = line < 0 ? -1 : text.indexOf(LISTENING, line);
    int end = start < 0 ? -1 : text.indexOf('\n', start);
    return end < 0 ? 0 : Integer.parseInt(text.substring(start + LISTENING.length(), end).strip());
  }

  private void awaitReady() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri.resolve("/-/ready")).timeout(Duration.ofSeconds(5)).build();
      await(process, START_TIMEOUT, () -> answersOk(client, request), log);
    }
  }

  private static boolean answersOk(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Prometheus", e);
    }
  }

  /** Polls until the condition holds; the pauses are waits for the process's end. */
  private static void await(
      Process process, Duration timeout, BooleanSupplier condition, Path log) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      try {
        boolean ended = process.waitFor(20, TimeUnit.MILLISECONDS);
        if (ended && !condition.getAsBoolean()) {
          throw new IllegalStateException("Prometheus ended: " + read(log));
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for Prometheus", e);
      }
      if (System.nanoTime() - deadline > 0) {
        process.destroyForcibly();
        throw new IllegalStateException("Prometheus not ready after " + timeout + ": " + read(log));
      }
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
