package io.promontory.rules.remotewrite;

import io.promontory.rules.results.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link Round} of a receiver over the end of the process, however it ends. Two slots are
 * written in turn, so that one is always whole; the one with the higher number counts.
 *
 * <pre>
 *   slot = long number, long begin file, long begin offset, long end file, long end offset,
 *          int shards, int samples per send, int CRC-32C of all before, padding up to 64 bytes
 * </pre>
 */
final class RoundFile implements AutoCloseable {
  private static final int SLOT = 64;
  private static final int CHECKED = 48;

  private final FileChannel channel;
  private long number;

  private RoundFile(FileChannel channel) {
    this.channel = channel;
  }

  static RoundFile open(Path path) throws IOException {
    return new RoundFile(
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** What was kept; null where nothing was. */
  @Nullable Round read() throws IOException {
    Round newest = null;
    for (int slot = 0; slot < 2; slot++) {
      ByteBuffer bytes = ByteBuffer.allocate(SLOT);
      if (channel.read(bytes, (long) slot * SLOT) < SLOT) {
        continue;
      }
      bytes.flip();
      if (bytes.getInt(CHECKED) != checksum(bytes.array()) || bytes.getLong(0) <= number) {
        continue;
      }
      number = bytes.getLong();
      newest =
          new Round(
              new LogPosition(bytes.getLong(), bytes.getLong()),
              new LogPosition(bytes.getLong(), bytes.getLong()),
              Math.max(1, bytes.getInt()),
              Math.max(1, bytes.getInt()));
    }
    return newest;
  }

  void write(Round round) throws IOException {
    number++;
    ByteBuffer bytes = ByteBuffer.allocate(SLOT);
    bytes
        .putLong(number)
        .putLong(round.begin().file())
        .putLong(round.begin().offset())
        .putLong(round.end().file())
        .putLong(round.end().offset())
        .putInt(round.shards())
        .putInt(round.samplesPerSend());
    bytes.putInt(checksum(bytes.array()));
    bytes.rewind();
    while (bytes.hasRemaining()) {
      channel.write(bytes, number % 2 * SLOT + bytes.position());
    }
  }

  private static int checksum(byte[] slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot, 0, CHECKED);
    return (int) crc.getValue();
  }

  /** An interrupt of who wrote has closed the channel before; what was written is kept. */
  @Override
  public void close() throws IOException {
    try (channel) {
      channel.force(false);
    } catch (ClosedChannelException e) {
      // nothing is left to be closed
    }
  }
}
