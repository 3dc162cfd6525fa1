package io.promontory.adapter.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds commands on the PATH and cleans up after them. */
public final class Commands {
  private Commands() {}

  /** The command on the PATH, or null where there is none. */
  public static @Nullable Path find(String command) {
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
      Path candidate = Path.of(folder, command);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * Its path.
   *
   * @throws IllegalStateException if it is missing; the message names the package that has it
   */
  public static String require(String command, String debianPackage) {
    Path found = find(command);
    if (found == null) {
      throw new IllegalStateException(
          command
              + " is not on the PATH; install it: apt-get install -y --no-install-recommends "
              + debianPackage);
    }
    return found.toString();
  }

  /** Runs a command to its end; its output is the message of the failure. */
  static void run(List<String> command, Path output) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " failed: " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("running " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command.get(0), e);
    }
  }

  /** Deletes a folder with all that is in it. */
  public static void deleteRecursively(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("deleting " + directory, e);
    }
  }
}
