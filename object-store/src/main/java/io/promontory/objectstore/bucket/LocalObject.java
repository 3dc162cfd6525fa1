package io.promontory.objectstore.bucket;

import io.promontory.objectstore.bucket.BucketException.Kind;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An object that is a file of this machine, mapped into memory: a small range of it costs a copy
 * instead of several calls of the operating system. Stays readable when its object is deleted or
 * replaced. Safe for concurrent use.
 *
 * <p>A thread that touches a mapped page which is not in memory stands still, and a virtual thread
 * takes the processor's thread with it: on a disk that hangs, a few of them would stop the process.
 * So what lies in a piece of the file that was not met before is read by a call, which the runtime
 * knows how to wait for, and which brings the pages into memory.
 */
public final class LocalObject implements AutoCloseable {
  private static final int PIECE_SHIFT = 16;

  private final String key;
  private final Path path;
  private final Arena arena;
  private final MemorySegment bytes;

  /** A bit for each piece, set once it was read by a call; one that gets lost costs a call. */
  private final long[] met;

  /** Whoever reads, and the owner. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalObject(String key, Path path, Arena arena, MemorySegment bytes) {
    this.key = key;
    this.path = path;
    this.arena = arena;
    this.bytes = bytes;
    this.met = new long[(int) (bytes.byteSize() >>> (PIECE_SHIFT + 6)) + 1];
  }

  static LocalObject open(String key, Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel file = channel(path)) {
      MemorySegment bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
      return new LocalObject(key, path, arena, bytes);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Bytes in all, when it was opened. */
  public long size() {
    return bytes.byteSize();
  }

  /** Begins to read; empty where the object is closed. Reads begun before end as they would. */
  public Optional<Reads> reads() {
    int now = users.get();
    while (now > 0) {
      if (users.compareAndSet(now, now + 1)) {
        return Optional.of(new Reads());
      }
      now = users.get();
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  private void release() {
    if (users.decrementAndGet() == 0) {
      arena.close();
    }
  }

  private boolean isMet(long piece) {
    return (met[(int) (piece >>> 6)] & (1L << piece)) != 0;
  }

  /** Some reads, closed once. Used by one thread. */
  public final class Reads implements AutoCloseable {
    private @Nullable FileChannel file;
    private boolean gone;

    private Reads() {}

    /**
     * Copies bytes of the object.
     *
     * @throws IndexOutOfBoundsException if they lie outside of it or of the array
     * @throws BucketException of kind CHANGED if the file was cut short since it was opened, though
     *     objects are never written to
     */
    public void copy(long offset, int length, byte[] into, int at) {
      long end = offset + length;
      for (long piece = offset >>> PIECE_SHIFT; (piece << PIECE_SHIFT) < end; piece++) {
        if (!isMet(piece)) {
          long from = Math.max(offset, piece << PIECE_SHIFT);
          long to = Math.min(end, (piece + 1) << PIECE_SHIFT);
          meet(piece, from, ByteBuffer.wrap(into, at + (int) (from - offset), (int) (to - from)));
        }
      }
      try {
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, offset, into, at, length);
      } catch (InternalError e) {
        throw new BucketException(
            Kind.CHANGED,
            key + " was cut short while it was read: objects are never written to",
            e);
      }
    }

    /** Brings bytes of a piece into memory. They are not taken: the file may be another one now. */
    private void meet(long piece, long from, ByteBuffer scratch) {
      try {
        FileChannel open = file();
        long at = from;
        for (int n = 1; open != null && n > 0 && scratch.hasRemaining(); at += n) {
          n = open.read(scratch, at);
        }
        met[(int) (piece >>> 6)] |= 1L << piece;
      } catch (IOException e) {
        throw FilesystemBucket.failed("reading", key, e);
      }
    }

    private @Nullable FileChannel file() throws IOException {
      if (file == null && !gone) {
        try {
          file = channel(path);
        } catch (NoSuchFileException e) {
          gone = true;
        }
      }
      return file;
    }

    @Override
    public void close() {
      try {
        if (file != null) {
          file.close();
        }
      } catch (IOException e) {
        throw FilesystemBucket.failed("reading", key, e);
      } finally {
        release();
      }
    }
  }
}
