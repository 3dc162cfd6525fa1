package io.promontory.it.thanos;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Half an hour of two replicas that scrape the same three instances, as one block each. */
final class PairData {
  static final long START_SECONDS = 1_767_225_600;
  static final long END_SECONDS = START_SECONDS + 1800;
  private static final long INTERVAL_MS = 15_000;
  private static final List<Ulid> ULIDS =
      List.of(Ulid.of("01M7WM85QD85D1F8W77TR13NPJ"), Ulid.of("01M7WM85QE85D1F8W77TR13NPK"));

  private PairData() {}

  /** What a server of one replica adds to its series. */
  static Labels externalLabels(int replica) {
    return Labels.of("cluster", "it", "replica", replica == 0 ? "a" : "b");
  }

  /** Writes the block of a replica into a folder; the second one scrapes 7 s later. */
  static void write(Path folder, int replica) throws IOException {
    write(folder, replica, externalLabels(replica));
  }

  /** The same under other external labels. */
  static void write(Path folder, int replica, Labels external) throws IOException {
    try (BlockWriter writer =
        BlockWriter.create(folder, ULIDS.get(replica), new WriterOptions(1 << 20, 500))) {
      for (int i = 0; i < 3; i++) {
        writer.add(Labels.of("__name__", "load", "instance", "i" + i), chunks(replica, i, false));
      }
      for (int i = 0; i < 3; i++) {
        writer.add(
            Labels.of("__name__", "requests_total", "instance", "i" + i, "replica_id", "own"),
            chunks(replica, i, true));
      }
      writer.finish(meta -> meta.withThanos(ThanosMeta.of(external, "sidecar")));
    }
  }

  /** The configuration of a Promontory over the first replica, or over both. */
  static String asStore(Path directory, int replicas) throws IOException {
    Path bucket = Files.createTempDirectory(directory, "bucket");
    for (int replica = 0; replica < replicas; replica++) {
      write(bucket, replica);
    }
    return asStore(directory, bucket);
  }

  /** The configuration of a Promontory over a bucket. */
  static String asStore(Path directory, Path bucket) throws IOException {
    return "stores: [{name: blocks, type: blocks, bucket: {type: filesystem, path: \"%s\"},"
            .formatted(bucket)
        + " local_path: \"%s\"}]\n".formatted(Files.createTempDirectory(directory, "local"));
  }

  /** The configuration of a gRPC port. */
  static String served(int port) {
    return "grpc: {listen_address: \"127.0.0.1:" + port + "\"}\n";
  }

  private static List<Chunk> chunks(int replica, int instance, boolean counter) {
    List<Chunk> chunks = new ArrayList<>();
    OpenChunk open = new OpenChunk();
    long end = END_SECONDS * 1000;
    for (long t = START_SECONDS * 1000 + replica * 7_000L; t < end; t += INTERVAL_MS) {
      Chunk full = open.append(t, value(t, instance, counter), 0);
      if (full != null) {
        chunks.add(full);
      }
    }
    chunks.add(open.toChunk());
    return chunks;
  }

  /** A function of time and instance alone; counters restart in the middle. */
  static double value(long timeMs, int instance, boolean counter) {
    long age = timeMs / 1000 - START_SECONDS;
    if (!counter) {
      return age * age % 97 + instance / 4.0;
    }
    long restart = 700 + 100L * instance;
    return (age < restart ? age : age - restart) * (instance + 1);
  }
}
