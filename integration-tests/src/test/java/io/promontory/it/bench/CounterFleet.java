package io.promontory.it.bench;

import io.promontory.adapter.testing.PromtoolBlocks;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * The data of the live benchmark: one integer counter {@code m_total} in many series (labels job
 * ×10, code ×7, pod and instance unique), 65 minutes at 15 s with regular timestamps, seeded. Made
 * once and kept; the folder's name carries its size.
 */
final class CounterFleet {
  /**
   * 2026-01-01T00:00:00Z, in seconds; a multiple of two hours, so that all samples fall into one
   * block.
   */
  static final long START_SECONDS = 1_767_225_600L;

  static final int INTERVAL_SECONDS = 15;
  static final int SCRAPES = 65 * 60 / INTERVAL_SECONDS;

  private CounterFleet() {}

  /** The data folder of a Prometheus that holds the fleet. */
  static Path create(Path parent, int series) throws IOException {
    Path data = parent.resolve("counters-" + series);
    if (Files.isDirectory(data)) {
      return data;
    }
    Files.createDirectories(parent);
    Path text = parent.resolve("counters-" + series + ".om");
    System.out.println("writing " + series + " series x " + SCRAPES + " samples as OpenMetrics");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(text), 1 << 20)) {
      write(out, series);
    }
    System.out.println("importing them with promtool");
    Path unfinished = Files.createDirectories(parent.resolve("counters-" + series + ".tmp"));
    PromtoolBlocks.create(text, unfinished);
    Files.delete(text);
    return Files.move(unfinished, data);
  }

  private static void write(OutputStream out, int series) throws IOException {
    out.write("# TYPE m counter\n".getBytes(StandardCharsets.UTF_8));
    StringBuilder line = new StringBuilder();
    for (int s = 0; s < series; s++) {
      SplittableRandom random = new SplittableRandom(s);
      String labels =
          "m_total{code=\""
              + (200 + s % 7)
              + "\",instance=\"10."
              + s / 65536
              + "."
              + s / 256 % 256
              + "."
              + s % 256
              + ":9100\",job=\"job-"
              + s % 10
              + "\",pod=\"pod-"
              + Integer.toHexString(s * 7919)
              + "\"} ";
      long value = random.nextInt(1_000_000);
      for (int i = 0; i < SCRAPES; i++) {
        value += random.nextInt(200);
        line.setLength(0);
        line.append(labels)
            .append(value)
            .append(' ')
            .append(START_SECONDS + (long) i * INTERVAL_SECONDS)
            .append('\n');
        out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
    out.write("# EOF\n".getBytes(StandardCharsets.UTF_8));
  }
}
