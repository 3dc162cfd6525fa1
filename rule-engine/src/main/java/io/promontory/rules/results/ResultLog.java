package io.promontory.rules.results;

import io.promontory.promql.value.QueryValue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results of rules in files of a folder, appended and never changed. A transaction that {@link
 * #append} returned from survives the end of the process, however it ends; the disk has it at most
 * a second later. A transaction that was not written to its end is not there after a restart.
 *
 * <p>One process at a time uses a folder. Safe for concurrent use.
 */
public final class ResultLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultLog.class);
  private static final String SUFFIX = ".results";
  private static final long SEGMENT_BYTES = 64L << 20;
  private static final Duration SEGMENT_SPAN = Duration.ofHours(2);
  private static final Duration FORCE_EVERY = Duration.ofSeconds(1);

  private final Path folder;
  private final InstantSource clock;
  private final FileChannel lockFile;

  /** Files that are not written to any more, with the times of their newest samples, ms. */
  private final Map<Path, Long> closed = new LinkedHashMap<>();

  private LogSegment open;
  private Instant openSince;
  private Instant forced;
  private long next;

  private ResultLog(Path folder, InstantSource clock, FileChannel lockFile) throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.lockFile = lockFile;
    List<Path> found = files(folder);
    this.next = found.isEmpty() ? 1 : number(found.getLast()) + 1;
    found.forEach(path -> closed.put(path, Long.MAX_VALUE));
    this.open = LogSegment.create(path(next++));
    this.openSince = clock.instant();
    this.forced = openSince;
  }

  /**
   * Opens a folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be used, or another process uses it
   */
  public static ResultLog open(Path folder, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = lockFile.tryLock();
      if (lock == null) {
        throw new IOException(folder + " is in use by another process");
      }
      return new ResultLog(folder, clock, lockFile);
    } catch (OverlappingFileLockException e) {
      lockFile.close();
      throw new IOException(folder + " is in use already", e);
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      paths.forEach(found::add);
    }
    found.removeIf(path -> number(path) < 0);
    found.sort(null);
    return found;
  }

  private static long number(Path path) {
    String name = String.valueOf(path.getFileName()).replace(SUFFIX, "");
    boolean digits = name.length() == 8 && name.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(name) : -1;
  }

  private Path path(long number) {
    return folder.resolve(String.format("%08d", number) + SUFFIX);
  }

  /**
   * Reads what earlier runs have left, oldest first. What is damaged is left out and said in the
   * log.
   */
  public synchronized void replay(Consumer<List<QueryValue.Sample>> consumer) throws IOException {
    for (Path path : List.copyOf(closed.keySet())) {
      LogSegment.Contents contents = LogSegment.read(path, consumer);
      closed.put(path, contents.newest());
      if (!contents.damage().isEmpty()) {
        LOG.warn("{} {}; what follows there is lost", path, contents.damage());
      }
    }
  }

  /**
   * Appends the samples of one transaction.
   *
   * @throws IOException if they are not written
   */
  public synchronized void append(List<QueryValue.Sample> samples) throws IOException {
    if (samples.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    boolean old = Duration.between(openSince, now).compareTo(SEGMENT_SPAN) >= 0;
    if (old || open.size() >= SEGMENT_BYTES) {
      roll(now);
    }
    open.append(samples);
    if (Duration.between(forced, now).abs().compareTo(FORCE_EVERY) >= 0) {
      open.force();
      forced = now;
    }
  }

  private void roll(Instant now) throws IOException {
    LogSegment fresh = LogSegment.create(path(next++));
    LogSegment full = open;
    open = fresh;
    openSince = now;
    closed.put(full.path(), full.newest());
    full.close();
  }

  /** Deletes files whose samples are all older than a time in ms. */
  public synchronized void dropBefore(long time) throws IOException {
    for (Map.Entry<Path, Long> entry : List.copyOf(closed.entrySet())) {
      if (entry.getValue() < time) {
        Files.deleteIfExists(entry.getKey());
        closed.remove(entry.getKey());
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      open.close();
    } finally {
      lockFile.close();
    }
  }
}
