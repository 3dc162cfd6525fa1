package io.promontory.it.bench.data;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set as one block: in a folder that is a bucket, and by links to the same files in a data
 * folder of Prometheus, which writes files of its own beside it.
 */
public record ServedBlock(Path bucket, Path prometheusData) {
  private static final int SAMPLES_PER_CHUNK = 120;
  private static final int ENCODED_AT_ONCE = 2048;

  /** Makes the block, unless a run before has. */
  public static ServedBlock of(DataSet data, Path parent) throws IOException {
    Path home = Files.createDirectories(parent.resolve(data.name()));
    Path bucket = Files.createDirectories(home.resolve("bucket"));
    Ulid ulid = new Ulid(data.startMs() << 16, data.name().hashCode());
    if (!Files.exists(bucket.resolve(ulid.toString()))) {
      write(data, bucket, ulid);
    }
    Path prometheus = home.resolve("prometheus");
    Path linked = prometheus.resolve(ulid.toString());
    if (!Files.exists(linked.resolve("meta.json"))) {
      link(bucket.resolve(ulid.toString()), linked);
    }
    return new ServedBlock(bucket, prometheus);
  }

  private static void write(DataSet data, Path bucket, Ulid ulid) throws IOException {
    System.out.printf(
        "writing a block of %d series x %d samples%n", data.series().size(), data.samples());
    long start = System.nanoTime();
    try (BlockWriter writer = BlockWriter.create(bucket, ulid, WriterOptions.DEFAULT)) {
      List<Labels> series = data.series();
      int count = series.size();
      for (int from = 0; from < count; from += ENCODED_AT_ONCE) {
        int to = Math.min(count, from + ENCODED_AT_ONCE);
        List<List<Chunk>> encoded =
            IntStream.range(from, to).parallel().mapToObj(i -> chunks(data, i)).toList();
        for (int i = from; i < to; i++) {
          writer.add(series.get(i), encoded.get(i - from));
        }
      }
      writer.finish();
    }
    System.out.printf("written in %.1f s%n", (System.nanoTime() - start) / 1e9);
  }

  private static List<Chunk> chunks(DataSet data, int series) {
    double[] values = new double[data.samples()];
    data.values(series, values);
    List<Chunk> chunks = new ArrayList<>();
    for (int from = 0; from < values.length; from += SAMPLES_PER_CHUNK) {
      XorWriter writer = new XorWriter();
      boolean empty = true;
      for (int i = from; i < Math.min(values.length, from + SAMPLES_PER_CHUNK); i++) {
        if (data.has(i)) {
          writer.append(data.time(i), values[i]);
          empty = false;
        }
      }
      if (!empty) {
        chunks.add(writer.toChunk());
      }
    }
    return chunks;
  }

  /** Links all files of a folder, the one that makes a block whole as the last. */
  private static void link(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Path link = to.resolve(from.relativize(file).toString());
      Files.createDirectories(link.getParent());
      Files.deleteIfExists(link);
      Files.createLink(link, file);
    }
  }
}
