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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
  private static final long LEAST_SEGMENT_BYTES = 64L << 10;

  /** So many files at least are within a bound of bytes, as only whole files are deleted. */
  private static final int FILES_OF_BOUND = 8;

  private static final Duration SEGMENT_SPAN = Duration.ofHours(2);
  private static final Duration FORCE_EVERY = Duration.ofSeconds(1);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          FORCE_EVERY.toMillis(),
          TimeUnit.MILLISECONDS,
          task -> Thread.ofVirtual().name("results-force").start(task));

  private final Path folder;
  private final InstantSource clock;
  private final long segmentBytes;
  private final FileChannel lockFile;

  /** Files by number that are not written to any more. */
  private final NavigableMap<Long, Past> closed = new TreeMap<>();

  /** How many samples files that were deleted held. */
  private final NavigableMap<Long, Long> dropped = new TreeMap<>();

  private LogSegment open;
  private long newest = Long.MIN_VALUE;
  private Instant openSince;
  private Instant forced;
  private long next;
  private long closedBytes;
  private long cut;
  private boolean unforced;
  private boolean ended;

  /**
   * A file that is not written to any more.
   *
   * @param newest time of its newest sample, ms
   */
  private record Past(long newest, long samples, long bytes) {}

  private ResultLog(Path folder, InstantSource clock, long segmentBytes, FileChannel lockFile)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.segmentBytes = segmentBytes;
    this.lockFile = lockFile;
    List<Path> found = files(folder);
    this.next = found.isEmpty() ? 1 : number(found.getLast()) + 1;
    for (Path path : found) {
      long bytes = Files.size(path);
      closed.put(number(path), new Past(Long.MAX_VALUE, 0, bytes));
      closedBytes += bytes;
    }
    this.open = LogSegment.create(path(next));
    this.next++;
    this.openSince = clock.instant();
    this.forced = openSince;
  }

  /**
   * Opens a folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be used, or another process uses it
   */
  public static ResultLog open(Path folder, InstantSource clock) throws IOException {
    return open(folder, clock, Long.MAX_VALUE);
  }

  /**
   * As the other, in files that are small enough for a bound.
   *
   * @param maxBytes of all files
   */
  public static ResultLog open(Path folder, InstantSource clock, long maxBytes) throws IOException {
    long share = Math.max(LEAST_SEGMENT_BYTES, maxBytes / FILES_OF_BOUND);
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = lockFile.tryLock();
      if (lock == null) {
        throw new IOException(folder + " is in use by another process");
      }
      return new ResultLog(folder, clock, Math.min(SEGMENT_BYTES, share), lockFile);
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

  Path path(long number) {
    return folder.resolve(String.format("%08d", number) + SUFFIX);
  }

  /**
   * Reads what earlier runs have left, oldest first. What is damaged is left out and said in the
   * log.
   */
  public synchronized void replay(Consumer<List<QueryValue.Sample>> consumer) throws IOException {
    for (Long number : List.copyOf(closed.keySet())) {
      Path path = path(number);
      LogSegment.Contents contents = LogSegment.read(path, consumer);
      long bytes = closed.getOrDefault(number, new Past(0, 0, 0)).bytes();
      closed.put(number, new Past(contents.newest(), contents.samples(), bytes));
      newest = Math.max(newest, contents.newest());
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
    if (old || open.size() >= segmentBytes) {
      roll(now);
    }
    open.append(samples);
    newest = Math.max(newest, open.newest());
    notifyAll();
    if (Duration.between(forced, now).abs().compareTo(FORCE_EVERY) >= 0) {
      force(now);
    } else if (!unforced) {
      unforced = true;
      LATER.execute(this::forceNow);
    }
  }

  /** What nothing follows must not wait for the next append. */
  private synchronized void forceNow() {
    if (!unforced || ended) {
      return;
    }
    try {
      force(clock.instant());
    } catch (IOException e) {
      LOG.error("the newest results may not be on the disk: {}", e.getMessage());
    }
  }

  private void force(Instant now) throws IOException {
    open.force();
    forced = now;
    unforced = false;
  }

  /** Whether the disk has all that was appended. */
  synchronized boolean isForced() {
    return !unforced;
  }

  private void roll(Instant now) throws IOException {
    LogSegment fresh = LogSegment.create(path(next));
    LogSegment full = open;
    closed.put(next - 1, new Past(full.newest(), full.samples(), full.size()));
    open = fresh;
    openSince = now;
    next++;
    closedBytes += full.size();
    full.close();
  }

  /** Deletes files whose samples are all older than a time in ms. */
  public synchronized void dropBefore(long time) throws IOException {
    for (Map.Entry<Long, Past> entry : List.copyOf(closed.entrySet())) {
      if (entry.getValue().newest() < time) {
        drop(entry.getKey(), entry.getValue());
      }
    }
  }

  private void drop(long number, Past past) throws IOException {
    Files.deleteIfExists(path(number));
    dropped.put(number, past.samples());
    closed.remove(number);
    closedBytes -= past.bytes();
  }

  /**
   * Deletes the oldest files while all together are longer than a bound; what somebody still needs
   * while they are longer than twice the bound.
   *
   * @param neededFile the first file that is needed
   * @param neededMs the first time that is needed, ms
   * @return time of the newest sample that is gone, ms; {@link Long#MIN_VALUE} for none
   */
  public synchronized long dropAbove(long maxBytes, long neededFile, long neededMs)
      throws IOException {
    long gone = Long.MIN_VALUE;
    while (bytes() > maxBytes && !closed.isEmpty()) {
      Map.Entry<Long, Past> oldest = closed.firstEntry();
      Past past = oldest.getValue();
      boolean needed = oldest.getKey() >= neededFile || past.newest() >= neededMs;
      if (needed && bytes() / 2 <= maxBytes) {
        break;
      }
      drop(oldest.getKey(), past);
      cut++;
      gone = Math.max(gone, past.newest());
    }
    return gone;
  }

  /** Of all files. */
  public synchronized long bytes() {
    return closedBytes + open.size();
  }

  /** Files that were deleted for their length. */
  public synchronized long cut() {
    return cut;
  }

  /** Behind the last transaction. */
  public synchronized LogPosition end() {
    return new LogPosition(next - 1, open.size());
  }

  /** Time of the newest sample, ms; {@link Long#MIN_VALUE} where there is none. */
  public synchronized long newest() {
    return newest;
  }

  /**
   * A reader from a place on; call {@link #replay} first. Places that are no more count as the next
   * that is.
   *
   * @throws IOException if the disk fails
   */
  public LogReader reader(LogPosition from) throws IOException {
    return new LogReader(this, from);
  }

  /** Waits until there is something behind a place, or the time is over. */
  public synchronized void awaitBehind(LogPosition place, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (end().compareTo(place) <= 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Whether a file is the one that is written to. */
  synchronized boolean isOpen(long number) {
    return number == next - 1;
  }

  /** How far a file is written, bytes; no bound for one that is not written to. */
  synchronized long written(long number) {
    return isOpen(number) ? open.size() : Long.MAX_VALUE;
  }

  /** The number of the first file from one on; negative for none. */
  synchronized long firstFrom(long number) {
    Long past = closed.ceilingKey(number);
    if (past != null) {
      return past;
    }
    return number <= next - 1 ? next - 1 : -1;
  }

  /** Samples of files that were deleted. */
  synchronized long droppedBetween(long from, long to) {
    return sum(dropped.subMap(from, to).values());
  }

  /** Samples in the files from one on. */
  synchronized long samplesFrom(long number) {
    return sum(closed.tailMap(number).values().stream().map(Past::samples).toList())
        + open.samples();
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized void close() throws IOException {
    ended = true;
    try {
      open.close();
    } finally {
      lockFile.close();
    }
  }
}
