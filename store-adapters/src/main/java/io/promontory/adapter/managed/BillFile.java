package io.promontory.adapter.managed;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an endpoint billed in the last 60 minutes, in a file, so that a process that is killed has
 * not forgotten it. A record is appended for each answer: time in ms since the epoch and samples,
 * both big-endian longs, and the CRC-32C of these. Once there are many they are written as one for
 * each minute. It is safe from the end of the process at any moment; the end of the machine takes
 * what its disk had not got. Safe for concurrent use.
 */
final class BillFile {
  private static final Logger LOG = LoggerFactory.getLogger(BillFile.class);
  private static final int RECORD = 2 * Long.BYTES + Integer.BYTES;
  private static final int MINUTES = 60;
  private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

  /** From so many bytes on the file is written anew. */
  static final int MOST_BYTES = 64 << 10;

  private final Path file;
  private final InstantSource clock;
  private boolean failed;

  /**
   * Opens the file, made at the first bill.
   *
   * @throws UncheckedIOException if its folder cannot be made
   */
  BillFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("the file of billed samples " + file, e);
    }
  }

  /**
   * Samples by how many minutes ago they were billed: 60 numbers, those of the last minute first. A
   * file that is not one of these holds none; what is torn is left out.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  synchronized long[] lastHour() {
    try {
      return Files.exists(file) ? read() : new long[MINUTES];
    } catch (IOException e) {
      throw new UncheckedIOException("the file of billed samples " + file, e);
    }
  }

  private long[] read() throws IOException {
    long[] ages = new long[MINUTES];
    long now = clock.millis() / MINUTE_MS;
    byMinute().forEach((minute, samples) -> ages[(int) Math.max(0, now - minute)] += samples);
    return ages;
  }

  /**
   * Samples by minutes since the epoch, those of the last 60; times of a clock that was put back
   * since may be up to an hour ahead.
   */
  private TreeMap<Long, Long> byMinute() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES + RECORD);
    try (FileChannel channel = FileChannel.open(file)) {
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until the end of the file, or of what one of these can hold
      }
    }
    bytes.flip();
    TreeMap<Long, Long> minutes = new TreeMap<>();
    long now = clock.millis() / MINUTE_MS;
    while (bytes.remaining() >= RECORD) {
      ByteBuffer record = bytes.slice(bytes.position(), RECORD);
      bytes.position(bytes.position() + RECORD);
      long minute = record.getLong() / MINUTE_MS;
      long samples = record.getLong();
      if (record.getInt() == crc(record) && Math.abs(now - minute) < MINUTES) {
        minutes.merge(minute, samples, Long::sum);
      }
    }
    return minutes;
  }

  /** Adds what was just billed. A disk that does not take it is told of in the log. */
  synchronized void add(long samples) {
    try {
      // Opened each time: a reload may have another store append to it.
      long size = Files.exists(file) ? Files.size(file) : 0;
      if (size >= MOST_BYTES || size % RECORD != 0) {
        rewrite();
      }
      write(file, one(clock.millis(), samples), CREATE, APPEND);
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        LOG.warn(
            "billed samples are not noted in {}, so that a restart forgets them: {}",
            file,
            e.getMessage());
      }
      failed = true;
    }
  }

  /** One record for each minute. */
  private void rewrite() throws IOException {
    TreeMap<Long, Long> minutes = byMinute();
    ByteBuffer all = ByteBuffer.allocate(minutes.size() * RECORD);
    minutes.forEach((minute, samples) -> all.put(one(minute * MINUTE_MS, samples)));
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    write(next, all.flip(), CREATE, TRUNCATE_EXISTING, WRITE);
    Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private static void write(Path file, ByteBuffer bytes, OpenOption... options) throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static ByteBuffer one(long timeMs, long samples) {
    ByteBuffer record = ByteBuffer.allocate(RECORD).putLong(timeMs).putLong(samples);
    return record.putInt(crc(record)).flip();
  }

  /** Of a record's first two numbers. */
  private static int crc(ByteBuffer record) {
    byte[] bytes = new byte[2 * Long.BYTES];
    record.get(0, bytes);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
