package io.promontory.objectstore.block;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of a block on this machine, held open until it is closed. */
public final class LocalFile implements BlockFile, AutoCloseable {
  private final BlockFileName name;
  private final FileChannel channel;
  private final long size;

  /**
   * @throws UncheckedIOException if it cannot be opened
   */
  public LocalFile(BlockFileName name, Path path) {
    this.name = name;
    try {
      this.channel = FileChannel.open(path, StandardOpenOption.READ);
      this.size = channel.size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  @Override
  public BlockFileName name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the disk fails or the file is closed
   */
  @Override
  public byte[] read(long offset, int length) {
    checkRange(offset, length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new CorruptBlockException(
              name, offset + bytes.position(), "the file was cut short");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name + " failed", e);
    }
    return bytes.array();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + name + " failed", e);
    }
  }
}
