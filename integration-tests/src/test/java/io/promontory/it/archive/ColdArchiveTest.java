package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.archive.ColdArchive.Reading;
import io.promontory.it.archive.ColdArchive.Shape;
import io.promontory.objectstore.bucket.BucketRequest;
import io.promontory.objectstore.bucket.s3.S3Bucket;
import io.promontory.objectstore.testing.S3Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What it costs to read one hour out of a block in S3 of which nothing is known yet: few rounds,
 * and hardly more bytes of chunks than the hour has.
 */
class ColdArchiveTest {
  private static final int SERIES = 400;
  private static final Duration TWO_HOURS = Duration.ofHours(2);
  private static S3Server server;
  private static int buckets;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = new S3Server();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Shape> shapes() {
    Duration minute = Duration.ofSeconds(60);
    return Stream.of(
        new Shape("2h", SERIES, 1, TWO_HOURS, Duration.ofSeconds(15)),
        new Shape("24h", SERIES, 1, Duration.ofHours(24), Duration.ofSeconds(15)),
        new Shape("14d", SERIES, 1, Duration.ofDays(14), minute),
        new Shape("24h-narrow", 10 * SERIES, 10, Duration.ofHours(24), minute));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void anHourTakesFewRoundsAndFewBytes(Shape shape) throws Exception {
    List<BucketRequest> requests = new CopyOnWriteArrayList<>();
    String name = "cold-" + ++buckets;
    server.create(name);
    try (S3Bucket bucket = S3Bucket.open(S3Server.options(server.uri(), name), requests::add)) {
      ColdArchive archive = new ColdArchive(shape, folder);
      archive.copyTo(bucket);
      requests.clear();
      List<Reading> readings = archive.read(bucket);
      Reading cold = readings.get(0);
      Reading kept = readings.get(1);
      Reading warm = readings.get(2);
      assertThat(readings).allSatisfy(reading -> assertThat(reading.series()).isEqualTo(SERIES));
      assertThat(cold.rounds()).as("%s", cold).isLessThanOrEqualTo(4);
      if (shape.range().equals(TWO_HOURS)) {
        // Half of it is wanted, all over: the whole takes less time than many requests.
        assertThat(cold.requests()).as("%s", cold).isLessThanOrEqualTo(3);
      } else {
        assertThat(cold.chunkRatio()).as("%s", cold).isLessThanOrEqualTo(1.5);
        assertThat(cold.requests()).as("%s", cold).isLessThanOrEqualTo(SERIES + 10);
      }
      assertThat(kept.rounds()).as("%s", kept).isLessThanOrEqualTo(3);
      assertThat(warm.requests()).as("%s", warm).isZero();
      // The bucket says the same; it was also asked for a listing and the block's meta.json.
      long gets = requests.stream().filter(one -> one.operation().equals("get")).count();
      assertThat(gets).isEqualTo(cold.requests() + kept.requests() + 1);
      long received = requests.stream().mapToLong(BucketRequest::receivedBytes).sum();
      assertThat(received)
          .isBetween(
              cold.indexBytes() + cold.chunkBytes() + kept.indexBytes() + kept.chunkBytes(),
              cold.indexBytes() + cold.chunkBytes() + kept.indexBytes() + kept.chunkBytes() + 5000);
    }
  }
}
