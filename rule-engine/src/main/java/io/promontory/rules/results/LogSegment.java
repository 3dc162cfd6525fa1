package io.promontory.rules.results;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of the log, which needs no other to be read: the magic number, then for each transaction
 * an int of its length, an int with its CRC-32C, and its {@link ResultRecord}.
 */
final class LogSegment implements AutoCloseable {
  private static final int MAGIC = 0x50524C31; // PRL1
  private static final int HEADER = 2 * Integer.BYTES;

  /** Offset of the first transaction. */
  static final int FIRST = Integer.BYTES;

  /** Longer ones are not written, so what says it is one is damaged. */
  private static final int LONGEST = 64 << 20;

  private final FileChannel channel;
  private final Map<Labels, Integer> numbers = new HashMap<>();
  private long size;
  private long newest = Long.MIN_VALUE;
  private long samples;

  private LogSegment(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Begins a file, which must not be there.
   *
   * @throws IOException if that cannot be; the file is not there then
   */
  static LogSegment create(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      LogSegment segment = new LogSegment(channel);
      segment.write(ByteBuffer.allocate(FIRST).putInt(MAGIC).flip());
      return segment;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /**
   * What was read of a file.
   *
   * @param newest time of the newest sample, ms
   * @param samples how many there are
   * @param damage why its end was not read, or an empty text
   */
  record Contents(long newest, long samples, String damage) {}

  /**
   * What is in a file at an offset.
   *
   * @param record of the transaction, or null for none
   * @param end offset behind it
   * @param damage why there is none though there are bytes, or an empty text
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Transaction(byte @Nullable [] record, long end, String damage) {}

  /**
   * The transaction at an offset; 0 is in front of the first.
   *
   * @param end where what was written ends
   */
  static Transaction at(FileChannel file, long offset, long end) throws IOException {
    long from = offset;
    if (from == 0) {
      if (end < FIRST) {
        return new Transaction(null, 0, "");
      }
      if (bytes(file, 0, FIRST).getInt() != MAGIC) {
        return new Transaction(null, 0, "is no log of results");
      }
      from = FIRST;
    }
    if (from == end) {
      return new Transaction(null, from, "");
    }
    if (from + HEADER > end) {
      return new Transaction(null, from, "ends inside of a transaction");
    }
    ByteBuffer header = bytes(file, from, HEADER);
    int length = header.getInt();
    int checksum = header.getInt();
    if (length <= 0 || length > LONGEST) {
      return new Transaction(null, from, "has a transaction of " + length + " bytes");
    }
    if (from + HEADER + length > end) {
      return new Transaction(null, from, "ends inside of a transaction");
    }
    byte[] record = bytes(file, from + HEADER, length).array();
    if (checksum(record) != checksum) {
      return new Transaction(null, from, "has a transaction with a wrong checksum");
    }
    return new Transaction(record, from + HEADER + length, "");
  }

  private static ByteBuffer bytes(FileChannel file, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
    return bytes.flip();
  }

  /**
   * Reads a file up to its end or to the first transaction that is damaged or was not written to
   * its end.
   */
  static Contents read(Path path, Consumer<List<QueryValue.Sample>> consumer) throws IOException {
    long newest = Long.MIN_VALUE;
    long count = 0;
    List<Labels> series = new ArrayList<>();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long end = file.size();
      if (end < FIRST) {
        return new Contents(newest, 0, "ends before its first transaction");
      }
      long offset = 0;
      while (true) {
        Transaction next = at(file, offset, end);
        byte[] record = next.record();
        if (record == null) {
          return new Contents(newest, count, next.damage());
        }
        List<QueryValue.Sample> samples = ResultRecord.decode(record, series);
        for (QueryValue.Sample sample : samples) {
          newest = Math.max(newest, sample.timestampMs());
        }
        count += samples.size();
        consumer.accept(samples);
        offset = next.end();
      }
    }
  }

  private static int checksum(byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(record);
    return (int) crc.getValue();
  }

  /**
   * Appends a transaction: the operating system has it when this returns, the disk after {@link
   * #force}.
   *
   * @throws IOException if it is not written; the file then ends where it did before
   */
  void append(List<QueryValue.Sample> added) throws IOException {
    int known = numbers.size();
    byte[] record = ResultRecord.encode(added, numbers);
    try {
      if (record.length > LONGEST) {
        throw new IOException("transaction of " + record.length + " bytes is too long");
      }
      ByteBuffer bytes = ByteBuffer.allocate(HEADER + record.length);
      write(bytes.putInt(record.length).putInt(checksum(record)).put(record).flip());
    } catch (IOException e) {
      numbers.values().removeIf(number -> number >= known);
      channel.truncate(size);
      channel.position(size);
      throw e;
    }
    for (QueryValue.Sample sample : added) {
      newest = Math.max(newest, sample.timestampMs());
    }
    samples += added.size();
  }

  private void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    size += length;
  }

  void force() throws IOException {
    channel.force(false);
  }

  /** Bytes. */
  long size() {
    return size;
  }

  /** Number of samples. */
  long samples() {
    return samples;
  }

  /** Time of the newest sample, ms. */
  long newest() {
    return newest;
  }

  @Override
  public void close() throws IOException {
    channel.force(false);
    channel.close();
  }
}
