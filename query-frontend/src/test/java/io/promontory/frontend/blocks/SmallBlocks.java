package io.promontory.frontend.blocks;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Blocks of one sample for each of some jobs. */
final class SmallBlocks {
  private SmallBlocks() {}

  /** The n-th name. */
  static Ulid ulid(int n) {
    return new Ulid(0x0190_0000_0000_0000L + n, 7);
  }

  /**
   * Writes the n-th block.
   *
   * @param time ms
   * @param jobs in order
   */
  static void write(Path folder, int n, long time, Labels external, String... jobs)
      throws IOException {
    try (BlockWriter writer = BlockWriter.create(folder, ulid(n), WriterOptions.DEFAULT)) {
      for (String job : jobs) {
        OpenChunk chunk = new OpenChunk();
        chunk.append(time, n, 0);
        writer.add(Labels.of("__name__", "up", "job", job), List.of(chunk.toChunk()));
      }
      writer.finish(
          meta -> external.isEmpty() ? meta : meta.withThanos(ThanosMeta.of(external, "test")));
    }
  }
}
