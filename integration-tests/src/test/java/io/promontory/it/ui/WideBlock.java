package io.promontory.it.ui;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A block with a hundred thousand series of one metric, {@code many}, a sample each. */
final class WideBlock {
  static final int SERIES = 100_000;

  /** Groups of 500 series, told apart by the label {@code group}. */
  private static final int GROUPS = 200;

  private WideBlock() {}

  /**
   * Writes it.
   *
   * @param folder made if it is missing
   * @param at ms of all samples
   */
  static void write(Path folder, long at) {
    try {
      Files.createDirectories(folder);
      try (BlockWriter writer =
          BlockWriter.create(folder, new Ulid(at << 16, 1), WriterOptions.DEFAULT)) {
        for (int i = 0; i < SERIES; i++) {
          OpenChunk chunk = new OpenChunk();
          chunk.append(at, i, 0);
          Labels labels =
              Labels.of(
                  "__name__",
                  "many",
                  "group",
                  "%03d".formatted(i / (SERIES / GROUPS)),
                  "series",
                  "%06d".formatted(i));
          writer.add(labels, List.of(chunk.toChunk()));
        }
        writer.finish();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing a block of many series", e);
    }
  }
}
