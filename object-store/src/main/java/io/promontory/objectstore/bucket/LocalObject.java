package io.promontory.objectstore.bucket;

import io.promontory.objectstore.bucket.BucketException.Kind;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An object that is a file of this machine, mapped into memory: a small range of it costs a copy
 * instead of several calls of the operating system. Stays readable when its object is deleted or
 * replaced. Safe for concurrent use.
 *
 * <p>A long range is read by a call, which costs it little: pages that are looked at through the
 * map count as memory of the process, of a whole block as many as it has.
 *
 * <p>A thread that touches a mapped page which is not in memory stands still, and a virtual thread
 * takes the processor's thread with it: on a disk that hangs, a few of them would stop the process.
 * So what lies in a piece of the file that was not met before is read by a call, which the runtime
 * knows how to wait for, and which brings the pages into memory.
 */
public final class LocalObject implements AutoCloseable {
  private static final int PIECE_SHIFT = 16;
  private static final int LONG_RANGE = 1 << PIECE_SHIFT;

  private final String key;
  private final Path path;

  /** Tells its file from another one at the same path; null where nothing does. */
  private final @Nullable Object identity;

  private final Arena arena;
  private final MemorySegment bytes;

  /** A bit for each piece, set once it was read by a call; one that gets lost costs a call. */
  private final long[] met;

  /** Whoever reads, and the owner. */
  private final AtomicInteger users = new AtomicInteger(1);

  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalObject(
      String key, Path path, @Nullable Object identity, Arena arena, MemorySegment bytes) {
    this.key = key;
    this.path = path;
    this.identity = identity;
    this.arena = arena;
    this.bytes = bytes;
    this.met = new long[(int) (bytes.byteSize() >>> (PIECE_SHIFT + 6)) + 1];
  }

  static LocalObject open(String key, Path path) throws IOException {
    Object before = identity(path);
    Arena arena = Arena.ofShared();
    try (FileChannel file = channel(path)) {
      MemorySegment bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
      Object same = before != null && before.equals(identity(path)) ? before : null;
      return new LocalObject(key, path, same, arena, bytes);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static FileChannel channel(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
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
    private boolean changed;

    private Reads() {}

    /**
     * Copies bytes of the object.
     *
     * @throws IndexOutOfBoundsException if they lie outside of it or of the array
     * @throws BucketException of kind CHANGED if the file was cut short since it was opened, though
     *     objects are never written to
     */
    public void copy(long offset, int length, byte[] into, int at) {
      Objects.checkFromIndexSize(offset, length, bytes.byteSize());
      if (length < LONG_RANGE || !call(offset, ByteBuffer.wrap(into, at, length))) {
        look(offset, length, into, at);
      }
    }

    /** Reads by a call; false if the object's file is not at its path any more. */
    private boolean call(long offset, ByteBuffer into) {
      try {
        FileChannel open = identity == null ? null : file();
        if (open == null || changed) {
          return false;
        }
        for (long at = offset; into.hasRemaining(); ) {
          int n = open.read(into, at);
          if (n < 0) {
            throw cutShort(null);
          }
          at += n;
        }
        return true;
      } catch (IOException e) {
        throw FilesystemBucket.failed("reading", key, e);
      }
    }

    private void look(long offset, int length, byte[] into, int at) {
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
        throw cutShort(e);
      }
    }

    private BucketException cutShort(@Nullable Throwable cause) {
      return new BucketException(
          Kind.CHANGED,
          key + " was cut short while it was read: objects are never written to",
          cause);
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
          changed = !Objects.equals(identity, identity(path));
        } catch (NoSuchFileException e) {
          gone = true;
          changed = file != null;
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
