package io.promontory.rules.results;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
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

/**
 * One file of the log, which needs no other to be read: the magic number, then for each transaction
 * an int of its length, an int with its CRC-32C, and its {@link ResultRecord}.
 */
final class LogSegment implements AutoCloseable {
  private static final int MAGIC = 0x50524C31; // PRL1
  private static final int HEADER = 2 * Integer.BYTES;

  /** Longer ones are not written, so what says it is one is damaged. */
  private static final int LONGEST = 64 << 20;

  private final Path path;
  private final FileChannel channel;
  private final Map<Labels, Integer> numbers = new HashMap<>();
  private long size;
  private long newest = Long.MIN_VALUE;

  private LogSegment(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Begins a file, which must not be there. */
  static LogSegment create(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    LogSegment segment = new LogSegment(path, channel);
    segment.write(ByteBuffer.allocate(Integer.BYTES).putInt(MAGIC).flip());
    return segment;
  }

  /**
   * What was read of a file.
   *
   * @param newest time of the newest sample, ms
   * @param damage why its end was not read, or an empty text
   */
  record Contents(long newest, String damage) {}

  /**
   * Reads a file up to its end or to the first transaction that is damaged or was not written to
   * its end.
   */
  static Contents read(Path path, Consumer<List<QueryValue.Sample>> consumer) throws IOException {
    long newest = Long.MIN_VALUE;
    List<Labels> series = new ArrayList<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        DataInputStream in = new DataInputStream(file)) {
      if (in.readInt() != MAGIC) {
        return new Contents(newest, "is no log of results");
      }
      while (true) {
        in.mark(1);
        if (in.read() < 0) {
          return new Contents(newest, "");
        }
        in.reset();
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > LONGEST) {
          return new Contents(newest, "has a transaction of " + length + " bytes");
        }
        byte[] record = in.readNBytes(length);
        if (record.length < length) {
          return new Contents(newest, "ends inside of a transaction");
        }
        if (checksum(record) != checksum) {
          return new Contents(newest, "has a transaction with a wrong checksum");
        }
        List<QueryValue.Sample> samples = ResultRecord.decode(record, series);
        for (QueryValue.Sample sample : samples) {
          newest = Math.max(newest, sample.timestampMs());
        }
        consumer.accept(samples);
      }
    } catch (EOFException e) {
      return new Contents(newest, "ends inside of a transaction");
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
  void append(List<QueryValue.Sample> samples) throws IOException {
    int known = numbers.size();
    byte[] record = ResultRecord.encode(samples, numbers);
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
    for (QueryValue.Sample sample : samples) {
      newest = Math.max(newest, sample.timestampMs());
    }
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

  Path path() {
    return path;
  }

  /** Bytes. */
  long size() {
    return size;
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
