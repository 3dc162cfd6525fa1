package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own tool, of any version. */
public final class Promtool {
  private Promtool() {}

  /**
   * Runs a command that must succeed; gives both its outputs. Without the program the test ends.
   */
  public static String run(String... command) throws Exception {
    Path output = Files.createTempFile("promtool", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroyForcibly();
      String text = Files.readString(output);
      assertThat(ended && process.exitValue() == 0).as(text).isTrue();
      return text;
    } catch (IOException e) {
      return Assumptions.<String>abort(command[0] + " is not installed: " + e.getMessage());
    } finally {
      Files.delete(output);
    }
  }
}
