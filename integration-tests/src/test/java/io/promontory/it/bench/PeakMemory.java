package io.promontory.it.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Peak resident memory of a process. */
public final class PeakMemory {
  private static final String FIELD = "VmHWM:";

  private PeakMemory() {}

  /** As Linux counts it, pages of mapped files included; NaN elsewhere. */
  public static double mebibytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(FIELD)) {
          String[] words = line.substring(FIELD.length()).strip().split(" ", 2);
          return Double.parseDouble(words[0]) / 1024;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Double.NaN;
  }
}
