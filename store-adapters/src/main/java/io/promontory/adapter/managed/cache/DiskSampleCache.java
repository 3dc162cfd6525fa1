package io.promontory.adapter.managed.cache;

import io.promontory.adapter.managed.cache.PieceFile.Place;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link SampleCache} in files, each of one selector on one day of UTC. */
public final class DiskSampleCache implements SampleCache {
  static final String SUFFIX = ".samples";

  private static final Logger LOG = LoggerFactory.getLogger(DiskSampleCache.class);
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  /** A longer query is not looked up. */
  private static final long MOST_DAYS = 3_700;

  private static final int MOST_PIECES = 32;
  private static final int LOCKS = 64;
  private static final int NAME_DIGITS = 32;

  private final SampleCacheConfig config;
  private final String endpoint;
  private final InstantSource clock;
  private final FileBudget files;
  private final List<ReentrantLock> locks;

  /**
   * Takes over what its folder holds.
   *
   * @param endpoint whose samples they are; others that the folder may hold are not found
   * @throws UncheckedIOException if the folder cannot be made or listed
   */
  public DiskSampleCache(SampleCacheConfig config, String endpoint, InstantSource clock) {
    this.config = config;
    this.endpoint = endpoint;
    this.clock = clock;
    this.files = new FileBudget(config.maxBytes());
    this.locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toList();
    try {
      files.load(config.directory());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder for samples " + config.directory(), e);
    }
  }

  @Override
  public long closedUntilMs() {
    long closed = clock.millis() - config.closedAfter().toMillis();
    return Math.floorDiv(closed, MINUTE_MS) * MINUTE_MS - 1;
  }

  @Override
  public Found find(String selector, long fromMs, long toMs) {
    Coverage coverage = new Coverage(fromMs, toMs);
    for (long day : days(fromMs, Math.min(toMs, closedUntilMs()))) {
      coverage.addAll(piecesOf(selector, day, fromMs, toMs));
    }
    return coverage.found();
  }

  @Override
  public long missingMs(String selector, long fromMs, long toMs) {
    Coverage coverage = new Coverage(fromMs, toMs);
    for (long day : days(fromMs, Math.min(toMs, closedUntilMs()))) {
      for (Place place : placesOf(selector, day)) {
        coverage.add(new Piece(place.fromMs(), place.toMs(), Map.of()));
      }
    }
    return coverage.missingMs();
  }

  private static List<Long> days(long fromMs, long toMs) {
    long first = Math.floorDiv(fromMs, DAY_MS);
    long last = Math.floorDiv(toMs, DAY_MS);
    List<Long> days = new ArrayList<>();
    for (long day = first; day <= last && last - first < MOST_DAYS; day++) {
      days.add(day);
    }
    return days;
  }

  private List<Place> placesOf(String selector, long day) {
    Path path = path(selector, day);
    try {
      return files.use(path) ? file(path, selector).places() : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<Piece> piecesOf(String selector, long day, long fromMs, long toMs) {
    Path path = path(selector, day);
    if (!files.use(path)) {
      return List.of();
    }
    ReentrantLock lock = lock(path);
    lock.lock();
    try {
      PieceFile file = file(path, selector);
      List<Place> wanted =
          file.places().stream()
              .filter(place -> place.fromMs() <= toMs && place.toMs() >= fromMs)
              .toList();
      return wanted.isEmpty() ? List.of() : file.read(wanted);
    } catch (IOException e) {
      forget(path, e);
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void keep(String selector, long fromMs, long toMs, Map<Labels, List<Chunk>> series) {
    if (!PieceFile.fits(selector)) {
      return;
    }
    List<Long> days = days(fromMs, toMs);
    for (long day : days) {
      long from = Math.max(fromMs, day * DAY_MS);
      long to = Math.min(toMs, (day + 1) * DAY_MS - 1);
      Piece piece = new Piece(from, to, series);
      keep(selector, day, days.size() == 1 ? piece : Pieces.cut(piece));
    }
  }

  private void keep(String selector, long day, Piece piece) {
    Path path = path(selector, day);
    ReentrantLock lock = lock(path);
    lock.lock();
    try {
      PieceFile file = file(path, selector);
      List<Place> known = file.places();
      long size = file.append(piece, known);
      if (known.size() >= MOST_PIECES) {
        size = file.replace(Pieces.joined(file.read(file.places())));
      }
      for (Path gone : files.put(path, size)) {
        Files.deleteIfExists(gone);
      }
    } catch (IOException e) {
      forget(path, e);
    } finally {
      lock.unlock();
    }
  }

  private void forget(Path path, IOException cause) {
    LOG.warn("samples kept in {} are dropped: {}", path, cause.getMessage());
    files.remove(path);
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("cannot delete {}: {}", path, e.getMessage());
    }
  }

  private PieceFile file(Path path, String selector) {
    return new PieceFile(path, owner(selector));
  }

  private String owner(String selector) {
    return endpoint + "\n" + selector;
  }

  private Path path(String selector, long day) {
    String name = Sha256.hex(owner(selector)).substring(0, NAME_DIGITS);
    return config.directory().resolve(name + "-" + day + SUFFIX);
  }

  private ReentrantLock lock(Path path) {
    return locks.get(Math.floorMod(path.hashCode(), LOCKS));
  }

  /** Bytes on the disk. */
  long bytes() {
    return files.bytes();
  }
}
