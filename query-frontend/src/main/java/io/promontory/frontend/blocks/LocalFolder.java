package io.promontory.frontend.blocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder that nobody else uses. Where one is in use already, by a store that a reload is about to
 * replace or by another process, one beside it is taken.
 */
record LocalFolder(Path path, FileChannel locked) implements AutoCloseable {
  private static final int MOST = 10;

  /**
   * @throws IOException if no folder can be used
   */
  static LocalFolder claim(Path wanted) throws IOException {
    for (int i = 0; i < MOST; i++) {
      Path path = i == 0 ? wanted : wanted.resolveSibling(wanted.getFileName() + "." + i);
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new LocalFolder(path, channel);
      }
      channel.close();
    }
    throw new IOException(wanted + " and those beside it are used by other processes");
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A file name for any name of a store; different ones for different names. */
  static String nameOf(String store) {
    StringBuilder name = new StringBuilder();
    for (byte b : store.getBytes(UTF_8)) {
      boolean isPlain = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
      if (isPlain) {
        name.append((char) b);
      } else {
        name.append("%%%02x".formatted(b & 0xff));
      }
    }
    return name.toString();
  }

  @Override
  public void close() throws IOException {
    locked.close();
  }
}
