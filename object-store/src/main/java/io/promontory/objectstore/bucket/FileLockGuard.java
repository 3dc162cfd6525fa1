package io.promontory.objectstore.bucket;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer at a time change what lies in a folder: between processes by a lock on a file,
 * which the system gives back when its holder dies, and within this one by a lock in memory, since
 * a process cannot hold the former twice.
 */
final class FileLockGuard {
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path file;

  FileLockGuard(Path file) {
    this.file = file;
  }

  /** Something done while nobody else writes. */
  interface Work<T> {
    T run() throws IOException;
  }

  <T> T exclusively(Work<T> work) throws IOException {
    IN_PROCESS.lock();
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        FileLock held = channel.lock()) {
      if (!held.isValid()) {
        throw new IOException("the lock on " + file + " was lost");
      }
      return work.run();
    } finally {
      IN_PROCESS.unlock();
    }
  }
}
