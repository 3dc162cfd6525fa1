package io.promontory.rules.archive;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.importing.FolderImport;
import io.promontory.objectstore.block.importing.ImportListener;
import io.promontory.objectstore.block.write.Folders;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings results to a bucket, as blocks of two hours. A window becomes a block an hour after its
 * end, or later where groups write later, when what is written late has come in. Whatever ends
 * between cutting and noting is done again and gives a block of the same name, which is uploaded
 * once. Safe for concurrent use.
 */
public final class ResultArchive {
  /** The label that names who made a block; it tells equal results of two processes apart. */
  public static final String MAKER_LABEL = "promontory_rules";

  /** How long a block is. */
  public static final Duration WINDOW = Duration.ofHours(2);

  private static final Logger LOG = LoggerFactory.getLogger(ResultArchive.class);
  private static final Duration LEAST_LATE = Duration.ofHours(1);

  private final Bucket bucket;
  private final Labels external;
  private final Path folder;
  private final Supplier<Duration> late;
  private final InstantSource clock;
  private volatile ArchiveState state;

  private ResultArchive(
      Bucket bucket,
      Labels external,
      Path folder,
      Supplier<Duration> late,
      InstantSource clock,
      ArchiveState state) {
    this.bucket = bucket;
    this.external = external;
    this.folder = folder;
    this.late = late;
    this.clock = clock;
    this.state = state;
  }

  /**
   * Opens the archive of a folder; what was left there of blocks goes.
   *
   * @param external labels of the blocks, besides {@link #MAKER_LABEL}
   * @param folder for what it has to remember, and for blocks until they are uploaded
   * @param kept how far back results reach that no archive has had yet
   * @param late how long after its time a sample may be written, at present; an hour at least is
   *     waited
   */
  public static ResultArchive open(
      Bucket bucket,
      Labels external,
      Path folder,
      Duration kept,
      Supplier<Duration> late,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    Files.createDirectories(folder);
    Folders.delete(folder.resolve("blocks"));
    long begin = floor(clock.millis() - kept.toMillis());
    return new ResultArchive(
        bucket, external, folder, late, clock, ArchiveState.read(folder, begin, random));
  }

  private static long floor(long ms) {
    return Math.floorDiv(ms, WINDOW.toMillis()) * WINDOW.toMillis();
  }

  /** Everything before it is in the bucket, ms; waits for no upload. */
  public long shippedMs() {
    return state.shippedMs();
  }

  /**
   * Uploads the windows that are due. Where one fails it is tried again at the next call.
   *
   * @param results that blocks are cut from
   * @return how many blocks were made
   * @throws IOException if a block cannot be made, or the bucket does not take it
   */
  public synchronized int ship(Store results) throws IOException {
    int blocks = 0;
    long due = floor(clock.millis() - Math.max(LEAST_LATE.toMillis(), late.get().toMillis()));
    if (due < state.shippedMs()) {
      // the clock was ahead, or groups write later now: what is in the bucket is left there
      note(due);
    }
    while (state.shippedMs() < due) {
      long from = state.shippedMs();
      long to = from + WINDOW.toMillis();
      blocks += upload(new WindowBlock(results, state.name(), external, from, to)) ? 1 : 0;
      note(to);
    }
    return blocks;
  }

  private void note(long shippedMs) throws IOException {
    ArchiveState next = state.shippedTo(shippedMs);
    next.write(folder);
    state = next;
  }

  private boolean upload(WindowBlock window) throws IOException {
    Path local = folder.resolve("blocks");
    Files.createDirectories(local);
    Ulid ulid = window.ulid();
    Folders.delete(local.resolve(ulid.toString()));
    if (!window.write(local)) {
      return false;
    }
    try {
      int copied =
          new FolderImport(new FilesystemBucket(local), Labels.EMPTY, ImportListener.NONE)
              .run(bucket, Set.of(ulid));
      LOG.atInfo()
          .addKeyValue("block", ulid)
          .addKeyValue("uploaded", copied > 0)
          .log("results of rules are in the archive");
    } catch (BucketException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Folders.delete(local.resolve(ulid.toString()));
    }
    return true;
  }
}
