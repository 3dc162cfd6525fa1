package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A catalogue over a bucket in memory, with a clock that stands until it is moved. */
final class Harness implements AutoCloseable, CatalogueListener {
  private final Path file;
  private final UnaryOperator<Bucket> wrapping;
  Instant now = Instant.parse("2025-03-01T00:00:00Z");
  final MemoryBucket bucket = new MemoryBucket(() -> now);
  CatalogueCounts counts = CatalogueCounts.NONE;
  int listings;
  int failures;
  Catalogue catalogue;

  Harness(Path folder) {
    this(folder, bucket -> bucket);
  }

  Harness(Path folder, UnaryOperator<Bucket> wrapping) {
    file = folder.resolve("blocks").resolve("catalogue");
    this.wrapping = wrapping;
    catalogue = open();
  }

  private Catalogue open() {
    return Catalogue.idle(
        CatalogueConfig.of("archive"), wrapping.apply(bucket), file, () -> now, this);
  }

  /** As a process that starts anew on the same disk. */
  void restart() {
    catalogue.close();
    catalogue = open();
  }

  Instant now() {
    return now;
  }

  Path file() {
    return file;
  }

  /** Lets time pass, then does what is due. */
  void later(Duration duration) throws InterruptedException {
    now = now.plus(duration);
    catalogue.step();
  }

  void laterMinutes(int minutes) throws InterruptedException {
    later(Duration.ofMinutes(minutes));
  }

  CatalogueView view() {
    return catalogue.view();
  }

  List<Ulid> blocks() {
    return view().blocks().stream().map(CatalogueBlock::ulid).toList();
  }

  @Override
  public void listed(Instant at, long nanos) {
    listings++;
  }

  @Override
  public void listingFailed(long nanos) {
    failures++;
  }

  @Override
  public void counted(CatalogueCounts counted) {
    counts = counted;
  }

  @Override
  public void close() {
    catalogue.close();
  }
}
