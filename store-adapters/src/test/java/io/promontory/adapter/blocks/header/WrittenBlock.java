package io.promontory.adapter.blocks.header;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Blocks with many labels and few samples. */
final class WrittenBlock {
  static final Ulid ULID = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");

  private WrittenBlock() {}

  /** The labels of its series, in order. */
  static List<Labels> labels(int series) {
    List<Labels> labels = new ArrayList<>(series);
    for (int i = 0; i < series; i++) {
      labels.add(
          Labels.of(
              "__name__",
              "m_total",
              "code",
              String.valueOf(200 + i % 7),
              "instance",
              "10.0." + i / 256 + "." + i % 256 + ":9100",
              "job",
              "job-" + i % 10,
              "pod",
              "pod-" + Integer.toHexString(i * 7919),
              "zone",
              "größe-" + i % 3));
    }
    labels.sort(Labels::compareTo);
    return labels;
  }

  static void write(Path folder, Ulid ulid, int series) throws IOException {
    try (BlockWriter writer = BlockWriter.create(folder, ulid, new WriterOptions(1 << 20, 1000))) {
      for (Labels one : labels(series)) {
        XorWriter samples = new XorWriter();
        samples.append(1_767_225_600_000L, one.size());
        writer.add(one, List.of(samples.toChunk()));
      }
      writer.finish();
    }
  }
}
