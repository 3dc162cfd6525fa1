package io.promontory.it.bench.archive;

import io.promontory.it.archive.ColdArchive;
import io.promontory.it.archive.ColdArchive.Reading;
import io.promontory.it.archive.ColdArchive.Shape;
import io.promontory.it.bench.Results;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.objectstore.bucket.s3.S3Bucket;
import io.promontory.objectstore.testing.Fault;
import io.promontory.objectstore.testing.FaultProxy;
import io.promontory.objectstore.testing.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code ./dev bench archive cold}: one hour of 1 000 series out of blocks on an S3 server that
 * answers each request 30 ms late, with nothing in memory and nothing on the disk; again after a
 * restart, which finds the header of the index on the disk; and once more with all in memory.
 */
final class ColdBench {
  private static final int SERIES = 1000;
  private static final int LATENCY_MS = 30;
  private static final String[] STATES = {"cold", "restarted", "warm"};

  private ColdBench() {}

  static void run() throws Exception {
    Duration often = Duration.ofSeconds(15);
    List<Shape> shapes =
        List.of(
            new Shape("2h", SERIES, 1, Duration.ofHours(2), often),
            new Shape("24h", SERIES, 1, Duration.ofHours(24), often),
            new Shape("14d", SERIES, 1, Duration.ofDays(14), often),
            new Shape(
                "24h_of_40000", 40 * SERIES, 40, Duration.ofHours(24), often.multipliedBy(4)));
    try (S3Server server = new S3Server()) {
      for (Shape shape : shapes) {
        Path folder = Files.createTempDirectory("cold");
        try {
          run(server, shape, folder);
        } finally {
          delete(folder);
        }
      }
    }
  }

  private static void run(S3Server server, Shape shape, Path folder) throws IOException {
    String bucketName = "cold-" + shape.name().replace('_', '-');
    server.create(bucketName);
    ColdArchive archive = new ColdArchive(shape, folder);
    try (Bucket direct = open(server.uri(), bucketName)) {
      archive.copyTo(direct);
    }
    try (FaultProxy proxy = new FaultProxy(server.uri());
        Bucket late = open(proxy.uri(), bucketName)) {
      proxy.spoil(Integer.MAX_VALUE, "GET", Fault.latency(LATENCY_MS));
      List<Reading> readings = archive.read(late);
      for (int i = 0; i < STATES.length; i++) {
        print(shape.name() + "_" + STATES[i], readings.get(i));
      }
    }
  }

  private static Bucket open(URI uri, String bucket) {
    return S3Bucket.open(S3Server.options(uri, bucket), RequestListener.NONE);
  }

  private static void print(String name, Reading reading) {
    System.out.printf(
        Locale.ROOT,
        "%-24s %d series, %d rounds, %4d requests, index %,d B, chunks %,d B of %,d B, %.2f s%n",
        name,
        reading.series(),
        reading.rounds(),
        reading.requests(),
        reading.indexBytes(),
        reading.chunkBytes(),
        reading.neededBytes(),
        reading.seconds());
    Results.print("cold", name, "rounds", reading.rounds(), "rounds");
    Results.print("cold", name, "requests", reading.requests(), "requests");
    Results.print("cold", name, "chunk_bytes_read_by_needed", reading.chunkRatio(), "x");
    Results.print("cold", name, "time", reading.seconds(), "s");
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }
}
