package io.promontory.adapter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real VictoriaMetrics on a free loopback port; killed on {@link #close}. */
public final class VictoriaMetricsProcess implements AutoCloseable {
  private static final String COMMAND = "victoria-metrics";
  private static final long START_SECONDS = 60;
  private static final int TRIES = 5;

  private final Process process;
  private final Thread killer;
  private final URI uri;
  private final HttpClient http = HttpClient.newHttpClient();

  private VictoriaMetricsProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
    this.killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
  }

  /**
   * Starts one, ready when this returns; on another port where the first was taken meanwhile.
   *
   * @param directory for its data and its log
   */
  public static VictoriaMetricsProcess start(Path directory) {
    for (int i = 1; ; i++) {
      VictoriaMetricsProcess started = startOn(freePort(), directory);
      if (started.awaitReady()) {
        return started;
      }
      started.close();
      if (i == TRIES) {
        throw new IllegalStateException(COMMAND + " is not ready; see its log in " + directory);
      }
    }
  }

  private static VictoriaMetricsProcess startOn(int port, Path directory) {
    try {
      Process process =
          new ProcessBuilder(
                  Commands.require(COMMAND, COMMAND),
                  "-storageDataPath=" + directory.resolve(COMMAND),
                  "-httpListenAddr=127.0.0.1:" + port,
                  "-retentionPeriod=100y",
                  "-search.disableCache")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve(COMMAND + ".log").toFile())
              .start();
      return new VictoriaMetricsProcess(process, URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException("starting " + COMMAND, e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its base address, without a path. */
  public URI uri() {
    return uri;
  }

  /** Imports series as lines of JSON; they are found when this returns. */
  public void importLines(byte[] lines) {
    send(
        HttpRequest.newBuilder(uri.resolve("/api/v1/import"))
            .POST(BodyPublishers.ofByteArray(lines)));
    send(HttpRequest.newBuilder(uri.resolve("/internal/force_flush")));
  }

  private int send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + COMMAND, e);
    }
  }

  /** Polls until it answers; false where it has ended. The pauses are waits for its end. */
  private boolean awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (System.nanoTime() - deadline < 0) {
      try {
        if (send(HttpRequest.newBuilder(uri.resolve("/health"))) == 200) {
          return true;
        }
      } catch (UncheckedIOException e) {
        // It does not listen yet.
      }
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + COMMAND, e);
      }
    }
    return false;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    http.close();
    Runtime.getRuntime().removeShutdownHook(killer);
  }
}
