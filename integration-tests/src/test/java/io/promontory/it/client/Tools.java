package io.promontory.it.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs command line programs to their end. */
final class Tools {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private Tools() {}

  /** Exit code and both outputs of a program. */
  record Output(int exit, String text) {}

  static Output run(Path directory, List<String> command) {
    try {
      Path log = Files.createTempFile("tool", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end: " + Files.readString(log));
      }
      String text = Files.readString(log, StandardCharsets.UTF_8);
      Files.delete(log);
      return new Output(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException("running " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command.get(0), e);
    }
  }
}
