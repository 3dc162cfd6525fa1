package io.promontory.it.archive;

import io.promontory.adapter.blocks.BlockStore;
import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.blocks.fetch.FetchListener;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A block of counters, one hour of which is read by a store that knows nothing of it yet but its
 * name: what is asked of the bucket is counted and set against what had to be.
 */
public final class ColdArchive {
  private static final long START = 1_767_225_600_000L;
  private static final int SAMPLES_PER_CHUNK = 120;
  private static final Ulid ULID = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");

  private final Shape shape;
  private final Path folder;

  /**
   * What a block holds and what is read of it.
   *
   * @param series in the block
   * @param jobs the series of one of so many jobs are read
   */
  public record Shape(String name, int series, int jobs, Duration range, Duration interval) {}

  /**
   * What a query asked of the bucket.
   *
   * @param series that it got
   * @param rounds requests that had to wait for the answers of others, those side by side as one
   * @param neededBytes of the chunks that hold the hour
   */
  public record Reading(
      int series,
      int rounds,
      int requests,
      long indexBytes,
      long chunkBytes,
      long neededBytes,
      double seconds) {
    /** Bytes read of chunk segments by those needed. */
    public double chunkRatio() {
      return (double) chunkBytes / neededBytes;
    }
  }

  /**
   * Writes the block.
   *
   * @param folder an empty one
   */
  public ColdArchive(Shape shape, Path folder) throws IOException {
    this.shape = shape;
    this.folder = folder;
    try (BlockWriter writer =
        BlockWriter.create(folder.resolve("blocks"), ULID, WriterOptions.DEFAULT)) {
      for (Labels labels : labels(shape)) {
        writer.add(labels, chunks(shape, labels.hashCode()));
      }
      writer.finish();
    }
  }

  private static List<Labels> labels(Shape shape) {
    List<Labels> all = new ArrayList<>(shape.series);
    for (int i = 0; i < shape.series; i++) {
      all.add(
          Labels.of(
              "__name__",
              "m_total",
              "code",
              String.valueOf(200 + i % 7),
              "instance",
              "10.0." + i / 256 + "." + i % 256 + ":9100",
              "job",
              "job-" + i % shape.jobs,
              "pod",
              "pod-" + Integer.toHexString(i * 7919)));
    }
    all.sort(Labels::compareTo);
    return all;
  }

  private static List<Chunk> chunks(Shape shape, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Chunk> chunks = new ArrayList<>();
    XorWriter writer = new XorWriter();
    long value = random.nextInt(1_000_000);
    long end = START + shape.range.toMillis();
    for (long time = START; time < end; time += shape.interval.toMillis()) {
      value += random.nextInt(200);
      writer.append(time, value);
      if (writer.count() == SAMPLES_PER_CHUNK) {
        chunks.add(writer.toChunk());
        writer = new XorWriter();
      }
    }
    if (writer.count() > 0) {
      chunks.add(writer.toChunk());
    }
    return chunks;
  }

  /** Copies the block into an empty bucket. */
  public void copyTo(Bucket bucket) throws IOException {
    Bucket local = new FilesystemBucket(folder.resolve("blocks"));
    for (ObjectInfo object : local.list("", Depth.RECURSIVE).objects()) {
      try (var upload = bucket.upload(object.key());
          var in = local.get(object.key())) {
        byte[] part = new byte[1 << 20];
        for (int n = in.read(part); n > 0; n = in.read(part)) {
          upload.write(part, 0, n);
        }
        upload.commit();
      }
    }
  }

  private SelectRequest request() {
    long from = START + shape.range.toMillis() * 3 / 5;
    List<Matcher> matchers = new ArrayList<>();
    matchers.add(Matcher.equal("__name__", "m_total"));
    if (shape.jobs > 1) {
      matchers.add(Matcher.equal("job", "job-1"));
    }
    return SelectRequest.of(from, from + Duration.ofHours(1).toMillis(), matchers);
  }

  /** Bytes of the chunks that have samples of the hour. */
  private long neededBytes() {
    Bucket local = new FilesystemBucket(folder.resolve("blocks"));
    String prefix = ULID + "/";
    BlockReader reader =
        BlockReader.open(
            local, BlockFolder.of(ULID, prefix, local.list(prefix, Depth.RECURSIVE).objects()));
    SelectRequest request = request();
    SeriesEntry entry = new SeriesEntry();
    long bytes = 0;
    for (int id :
        shape.jobs == 1 ? reader.index().allSeries() : reader.index().postings("job", "job-1")) {
      reader.index().series(id, entry);
      for (int i = 0; i < entry.chunkCount(); i++) {
        if (entry.minTime(i) <= request.maxTime() && request.minTime() <= entry.maxTime(i)) {
          ChunkRecord chunk = reader.segments().read(entry.ref(i));
          int lengthBytes = 1 + (31 - Integer.numberOfLeadingZeros(chunk.length() | 1)) / 7;
          bytes += lengthBytes + 1 + chunk.length() + 4;
        }
      }
    }
    return bytes;
  }

  /** Reads the hour with nothing in memory and nothing on the disk, then again, and once more. */
  public List<Reading> read(Bucket bucket) {
    long needed = neededBytes();
    Counts counts = new Counts();
    // A store closes its bucket, but not such a view of it.
    ListedBlocks blocks = ListedBlocks.of(bucket.within(Deadline.NEVER));
    Path local = folder.resolve("local");
    List<Reading> readings = new ArrayList<>();
    try {
      Files.createDirectories(local);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (BlockStore store = blocks.open("archive", local, FetchLimits.REMOTE, counts)) {
      readings.add(read(store, counts, needed));
    }
    try (BlockStore store = blocks.open("archive", local, FetchLimits.REMOTE, counts)) {
      readings.add(read(store, counts, needed));
      readings.add(read(store, counts, needed));
    }
    return readings;
  }

  private Reading read(BlockStore store, Counts counts, long needed) {
    counts.clear();
    long start = System.nanoTime();
    int series = 0;
    long from = request().minTime();
    try (SeriesSet set = store.select(request(), QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        series++;
        if (one.chunks().getFirst().minTime() > from) {
          throw new IllegalStateException("samples are missing in " + one.labels());
        }
      }
      if (!set.completeness().isWhole()) {
        throw new IllegalStateException(set.completeness().toString());
      }
    }
    return new Reading(
        series,
        counts.rounds.get(),
        counts.requests.get(),
        counts.indexBytes.get(),
        counts.chunkBytes.get(),
        needed,
        (System.nanoTime() - start) / 1e9);
  }

  /** One block is read by one thread, so that whatever waits for the bucket waits in turn. */
  private static final class Counts implements FetchListener {
    final AtomicInteger rounds = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicLong indexBytes = new AtomicLong();
    final AtomicLong chunkBytes = new AtomicLong();

    @Override
    public void asks(int count) {
      rounds.incrementAndGet();
      requests.addAndGet(count);
    }

    @Override
    public void planned(CacheKind kind, int count, long readBytes, long wantedBytes) {
      (kind == CacheKind.INDEX ? indexBytes : chunkBytes).addAndGet(readBytes);
    }

    void clear() {
      rounds.set(0);
      requests.set(0);
      indexBytes.set(0);
      chunkBytes.set(0);
    }
  }
}
