package io.promontory.adapter.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.blocks.fetch.FetchListener;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.adapter.blocks.header.HeaderLimits;
import io.promontory.adapter.blocks.header.HeaderListener;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus writes what was deleted from a block anew, beside the same index. */
class RewrittenTombstonesTest {
  private static final Ulid BLOCK = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final int SAMPLES = 50;

  @TempDir private Path directory;

  /** Deletes the first samples of all series. */
  private void delete(int samples) throws IOException {
    Tombstones.Builder deleted = new Tombstones.Builder();
    for (int id = 0; id < 100; id++) {
      deleted.add(id, new Interval(0, samples - 1));
    }
    for (int more = 0; more < samples; more++) {
      deleted.add(1000 + more, new Interval(0, 1));
    }
    Files.write(
        directory.resolve("bucket/" + BLOCK + "/tombstones"),
        TombstonesFile.bytes(deleted.build()));
  }

  private static int samples(BlockStore store) {
    SelectRequest request = SelectRequest.of(0, SAMPLES, List.of(Matcher.equal("__name__", "m")));
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      Series one = set.next();
      if (one == null) {
        return 0;
      }
      SampleColumns samples = new SampleColumns();
      new SeriesDecoder().decode(one.chunks(), 0, SAMPLES, samples);
      return samples.size;
    }
  }

  @Test
  void areReadAnew() throws Exception {
    Path root = Files.createDirectory(directory.resolve("bucket"));
    try (BlockWriter writer = BlockWriter.create(root, BLOCK, new WriterOptions(1 << 20, 500))) {
      XorWriter chunk = new XorWriter();
      for (int k = 0; k < SAMPLES; k++) {
        chunk.append(k, k);
      }
      writer.add(Labels.of("__name__", "m"), List.of(chunk.toChunk()));
      writer.finish(meta -> meta.withThanos(ThanosMeta.of(Labels.of("a", "eu"), "test")));
    }
    Bucket bucket = new FilesystemBucket(root);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      BlockFiles files =
          new BlockFiles("archive", bucket, FetchLimits.LOCAL, threads, FetchListener.NONE);
      HeaderFiles headers =
          new HeaderFiles(
              files,
              directory.resolve("local"),
              HeaderLimits.DEFAULT,
              InstantSource.system(),
              HeaderListener.NONE);
      try (BlockStore store =
          new BlockStore(
              "archive",
              () -> ListedBlocks.of(bucket).view(),
              (ulid, reason) -> {},
              files,
              headers)) {
        assertThat(samples(store)).isEqualTo(SAMPLES);
        delete(10);
        assertThat(samples(store)).isEqualTo(SAMPLES - 10);
        delete(20);
        assertThat(samples(store)).isEqualTo(SAMPLES - 20);
      }
    }
  }
}
