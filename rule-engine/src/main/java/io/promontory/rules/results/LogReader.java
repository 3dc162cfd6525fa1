package io.promontory.rules.results;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a log transaction by transaction, from a place on and while it is written to. Files that
 * were deleted before they were read count as {@link #lost}. Not safe for concurrent use, but for
 * the counts.
 */
public final class LogReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

  private final ResultLog log;
  private final List<Labels> series = new ArrayList<>();
  private @Nullable FileChannel channel;
  private long file;
  private long offset;
  private volatile long lost;

  /**
   * How far a reader is.
   *
   * @param samples of the file that were read
   */
  public record Progress(long file, long samples) {}

  private volatile Progress progress;

  LogReader(ResultLog log, LogPosition asked) throws IOException {
    // a place behind the end is of another log that was here before
    LogPosition from = asked.compareTo(log.end()) > 0 ? new LogPosition(0, 0) : asked;
    this.log = log;
    this.file = from.file();
    this.progress = new Progress(file, 0);
    openFrom(from.file());
    if (file == from.file()) {
      while (Math.max(offset, LogSegment.FIRST) < from.offset() && read() != null) {
        // the numbers of series hold for a whole file
      }
    }
  }

  /** Where {@link #next} will go on. */
  public LogPosition position() {
    return new LogPosition(file, offset);
  }

  /** Samples that were deleted before they were read, as far as that is known. */
  public long lost() {
    return lost;
  }

  public Progress progress() {
    return progress;
  }

  /** Samples that are in the log behind where a reader was. */
  public long behind(Progress then) {
    return Math.max(0, log.samplesFrom(then.file()) - then.samples());
  }

  /**
   * The samples of the next transaction; null where there is none yet.
   *
   * @throws IOException if the disk fails
   */
  public @Nullable List<QueryValue.Sample> next() throws IOException {
    while (true) {
      if (channel == null && !openFrom(file)) {
        return null;
      }
      List<QueryValue.Sample> samples = read();
      if (samples != null) {
        return samples;
      }
      if (log.isOpen(file)) {
        return null;
      }
      samples = read(); // what came before the file was closed
      if (samples != null) {
        return samples;
      }
      close();
      openFrom(file + 1);
    }
  }

  /** The next transaction of this file; null at its end, or where it is damaged. */
  private @Nullable List<QueryValue.Sample> read() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      return null;
    }
    long end = Math.min(open.size(), log.written(file));
    LogSegment.Transaction found = LogSegment.at(open, offset, end);
    if (!found.damage().isEmpty()) {
      LOG.warn(
          "file {} of the log of results {}; the rest of it is left out", file, found.damage());
      offset = end;
    }
    byte[] record = found.record();
    if (record == null) {
      offset = Math.max(offset, found.end());
      return null;
    }
    List<QueryValue.Sample> samples = ResultRecord.decode(record, series);
    offset = found.end();
    progress = new Progress(file, progress.samples() + samples.size());
    return samples;
  }

  /** Opens the first file that is there, from a number on; false where there is none. */
  private boolean openFrom(long number) throws IOException {
    long next = log.firstFrom(number);
    if (next < 0) {
      return false;
    }
    long fallen = log.droppedBetween(number, next);
    if (fallen > 0) {
      lost += fallen;
      LOG.warn("{} samples were deleted from the log of results before they were sent", fallen);
    }
    series.clear();
    offset = 0;
    file = next;
    progress = new Progress(next, 0);
    try {
      channel = FileChannel.open(log.path(next), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return openFrom(next + 1);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
