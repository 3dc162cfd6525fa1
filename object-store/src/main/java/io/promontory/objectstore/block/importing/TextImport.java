package io.promontory.objectstore.block.importing;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.importing.ImportListener.Step;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.Folders;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.openmetrics.OpenMetricsException;
import io.promontory.series.text.openmetrics.OpenMetricsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Imports samples of OpenMetrics text: {@link #read} each input, then {@link #write} the blocks.
 * Nothing reaches the bucket before all input was read and found good. Memory is bounded; samples
 * are sorted on disk, which takes about 20 bytes for each. Used by one thread.
 */
public final class TextImport implements AutoCloseable {
  private static final int TOLD_EVERY = 1 << 14;

  private final ImportSettings settings;
  private final ImportListener listener;
  private final Path work;
  private final SampleSpool spool;
  private long samples;
  private long beforeEpoch;

  /**
   * @throws IOException if the work folder cannot be used
   */
  public TextImport(ImportSettings settings, ImportListener listener) throws IOException {
    this.settings = settings;
    this.listener = listener;
    Files.createDirectories(settings.work());
    this.work = Files.createTempDirectory(settings.work(), "promontory-import");
    this.spool = new SampleSpool(work, settings.blockDuration().toMillis(), settings.memory());
  }

  /**
   * Reads an input to its end.
   *
   * @throws OpenMetricsException if it is no such text, or a sample has no time or a label of the
   *     external ones
   */
  public void read(InputStream in) throws IOException {
    OpenMetricsReader reader = new OpenMetricsReader(in);
    Labels checked = Labels.EMPTY;
    while (reader.next()) {
      if (!reader.hasTimestamp()) {
        throw reader.refused("the sample has no time");
      }
      if (reader.labels() != checked) {
        checked = reader.labels();
        check(reader);
      }
      if (reader.timestamp() < 0) {
        beforeEpoch++;
      } else {
        spool.add(checked, reader.timestamp(), reader.value());
      }
      if (++samples % TOLD_EVERY == 0) {
        listener.progress(Step.READ, reader.position(), -1);
      }
    }
    listener.progress(Step.READ, reader.position(), -1);
  }

  private void check(OpenMetricsReader reader) {
    Labels external = settings.externalLabels();
    for (int i = 0; i < external.size(); i++) {
      if (reader.labels().has(external.name(i))) {
        throw reader.refused(
            "the series has the label \""
                + external.name(i)
                + "\" itself, which the external label of that name would hide");
      }
    }
  }

  /**
   * Writes what was read to a bucket, a block after the other; once. A block of which the bucket
   * has one with the same content is left as it is.
   */
  public ImportReport write(Bucket bucket, InstantSource clock) throws IOException {
    Destination destination = new Destination(bucket, listener);
    Counts counts = new Counts();
    try (SpoolMerge merge = spool.merge()) {
      boolean more = merge.next();
      while (more) {
        more = writeBlock(merge, destination, clock, counts);
      }
    }
    return new ImportReport(
        samples, counts.written, counts.known, counts.outOfOrder, counts.repeated, beforeEpoch);
  }

  private static final class Counts {
    private long sorted;
    private int written;
    private int known;
    private long outOfOrder;
    private long repeated;
  }

  /** Writes the block whose first series the merge stands at; whether there is another one. */
  private boolean writeBlock(
      SpoolMerge merge, Destination destination, InstantSource clock, Counts counts)
      throws IOException {
    ContentDigest digest = new ContentDigest(settings.externalLabels());
    SeriesChunks chunks = new SeriesChunks(digest);
    Ulid local = new Ulid(clock.millis() << 16, counts.written + counts.known);
    long block = merge.block();
    BlockMeta written;
    boolean more;
    try (BlockWriter writer = BlockWriter.create(work, local, WriterOptions.DEFAULT)) {
      do {
        digest.series(merge.labels());
        counts.sorted += merge.samples();
        merge.read(chunks);
        writer.add(merge.labels(), chunks.finish());
        listener.progress(Step.SORT, counts.sorted, samples - beforeEpoch);
        more = merge.next();
      } while (more && merge.block() == block);
      written = writer.finish();
    }
    counts.outOfOrder += chunks.outOfOrder();
    counts.repeated += chunks.repeated();
    bring(written, digest.ulid(clock), destination, counts);
    Folders.delete(work.resolve(local.toString()));
    return more;
  }

  private void bring(BlockMeta written, Ulid content, Destination destination, Counts counts)
      throws IOException {
    Ulid begun = destination.nameOf(content);
    Ulid name = begun == null ? content : begun;
    @Nullable BlockMeta known = destination.whole(name);
    if (known != null) {
      counts.known++;
      listener.block(known, true);
      return;
    }
    BlockMeta meta =
        new BlockMeta(
            name, written.minTime(), written.maxTime(), written.stats(), Compaction.fresh(name));
    Bucket local = new FilesystemBucket(work);
    BlockFolder folder = BlockList.folder(local, written.ulid());
    destination.upload(local, folder, meta, settings.externalLabels());
    counts.written++;
    listener.block(meta, false);
  }

  @Override
  public void close() throws IOException {
    spool.close();
    Folders.delete(work);
  }
}
