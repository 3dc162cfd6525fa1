package io.promontory.objectstore.block.write;

import io.promontory.objectstore.block.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes a new file from front to end, keeps a checksum, and can fill in what was left open. */
final class FileSink implements AutoCloseable {
  private static final int BUFFER = 256 << 10;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final CRC32C crc = new CRC32C();
  private final byte[] zeros = new byte[16];
  private long position;

  /**
   * @throws IOException if the file is there already, or cannot be made
   */
  FileSink(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Bytes so far. */
  long position() {
    return position;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    position += length;
    int from = offset;
    int left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(left, buffer.remaining());
      buffer.put(bytes, from, part);
      from += part;
      left -= part;
    }
  }

  void write(ByteSink bytes) throws IOException {
    write(bytes.bytes(), 0, bytes.size());
  }

  /** Zeros up to a multiple of bytes, 16 at most. */
  void align(int to) throws IOException {
    int over = (int) (position % to);
    if (over > 0) {
      write(zeros, 0, to - over);
    }
  }

  /** The checksum is that of what follows. */
  void beginCrc() {
    crc.reset();
  }

  int crc() {
    return (int) crc.getValue();
  }

  /** Replaces bytes that were written before. */
  void patch(long at, ByteSink bytes) throws IOException {
    flush();
    ByteBuffer patch = ByteBuffer.wrap(bytes.bytes(), 0, bytes.size());
    while (patch.hasRemaining()) {
      channel.write(patch, at + patch.position());
    }
  }

  /** Brings all to the disk. */
  void force() throws IOException {
    flush();
    channel.force(true);
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Leaves what was not forced to its fate. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
