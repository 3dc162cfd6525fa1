package io.promontory.adapter.testing;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.ContractData.ContractSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The contract's data as blocks. */
public final class ContractBlocks {
  private static final Ulid FIRST = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final Ulid SECOND = Ulid.of("01M7WM85QE85D1F8W77TR13NPK");

  /** Small segments, so that a block has several. */
  private static final WriterOptions OPTIONS = new WriterOptions(4 << 10, 500);

  private ContractBlocks() {}

  /** One block with everything. */
  public static void whole(ContractData data, Path folder) throws IOException {
    write(data, folder, FIRST, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Two blocks, one after the other, but for five minutes whose samples are in both. */
  public static void overlapping(ContractData data, Path folder) throws IOException {
    write(data, folder, FIRST, Long.MIN_VALUE, ContractData.START + 600_000);
    write(data, folder, SECOND, ContractData.START + 300_000, Long.MAX_VALUE);
  }

  private static void write(ContractData data, Path folder, Ulid ulid, long from, long to)
      throws IOException {
    try (BlockWriter writer = BlockWriter.create(folder, ulid, OPTIONS)) {
      List<ContractSeries> sorted =
          data.series().stream().sorted(Comparator.comparing(ContractSeries::labels)).toList();
      for (ContractSeries series : sorted) {
        List<Chunk> chunks = chunks(series, from, to);
        if (!chunks.isEmpty()) {
          writer.add(series.labels(), chunks);
        }
      }
      writer.finish(meta -> meta.withThanos(ThanosMeta.of(data.externalLabels(), "test")));
    }
  }

  private static List<Chunk> chunks(ContractSeries series, long from, long to) {
    List<Chunk> chunks = new ArrayList<>();
    OpenChunk open = new OpenChunk();
    for (int i = 0; i < series.times().length; i++) {
      if (series.times()[i] < from || series.times()[i] >= to) {
        continue;
      }
      FloatHistogram histogram = series.histogram(i);
      Chunk full =
          histogram == null
              ? open.append(series.times()[i], series.values()[i], 0)
              : open.append(series.times()[i], histogram, 0);
      if (full != null) {
        chunks.add(full);
      }
    }
    if (!open.isEmpty()) {
      chunks.add(open.toChunk());
    }
    return chunks;
  }

  /** Copies a folder into a bucket. */
  public static void upload(Path folder, Bucket bucket) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bucket.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
  }
}
