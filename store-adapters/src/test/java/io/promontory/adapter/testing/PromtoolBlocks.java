package io.promontory.adapter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes TSDB blocks from OpenMetrics text with {@code promtool}. */
public final class PromtoolBlocks {
  private PromtoolBlocks() {}

  /**
   * Writes blocks that hold the samples of a text.
   *
   * @param openMetrics text with timestamps in seconds, that ends with {@code # EOF}
   * @param dataDir where the blocks go; a Prometheus started on it serves them
   */
  public static void create(String openMetrics, Path dataDir) {
    try {
      Path work = Files.createTempDirectory("promtool");
      Path input = Files.writeString(work.resolve("input.om"), openMetrics);
      create(input, dataDir);
      Commands.deleteRecursively(work);
    } catch (IOException e) {
      throw new UncheckedIOException("writing samples for promtool", e);
    }
  }

  /** As {@link #create(String, Path)}, from a file. */
  public static void create(Path openMetrics, Path dataDir) {
    Path output = openMetrics.resolveSibling(openMetrics.getFileName() + ".log");
    Commands.run(
        List.of(
            Commands.require("promtool", "prometheus"),
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            openMetrics.toString(),
            dataDir.toString()),
        output);
  }
}
