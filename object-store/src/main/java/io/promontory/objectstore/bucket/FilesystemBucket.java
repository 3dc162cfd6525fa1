package io.promontory.objectstore.bucket;

import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.series.store.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A folder as a bucket: keys are paths below it. Objects are written beside, forced to the disk and
 * moved into place, so that a reader or a crash never meets half of one; writers of several
 * processes take turns. As in any file system, an object cannot be named like a folder of others.
 *
 * <p>Symbolic links inside the folder are not followed: one to a file is no object, and a key that
 * leads over one to a folder is refused. The folder itself may be given as a link. Whoever can swap
 * folders for links while the bucket is in use can lead it elsewhere: give it a folder of its own.
 *
 * <p>A tag is made of time of modification and size, and each write has a later time than the one
 * before.
 */
public final class FilesystemBucket implements Bucket {
  /** Names that begin like this are ours: objects that are being written, the writers' lock. */
  static final String RESERVED = ".promontory-";

  private final Path root;
  private final FilePlacement placement;

  /**
   * A bucket that dates objects by the system's clock.
   *
   * @param root created if it is missing
   * @throws BucketException if it cannot be created
   */
  public FilesystemBucket(Path root) {
    this(root, InstantSource.system());
  }

  public FilesystemBucket(Path root, InstantSource clock) {
    try {
      Files.createDirectories(root);
      this.root = root.toRealPath();
    } catch (IOException e) {
      throw new BucketException(
          Kind.MISCONFIGURED, "cannot use the folder " + root + " as a bucket: " + e, e);
    }
    placement = new FilePlacement(clock, new FileLockGuard(this.root.resolve(RESERVED + "lock")));
  }

  @Override
  public Iterator<Listing> pages(String prefix, Depth depth) {
    ObjectKeys.checkPrefix(prefix);
    return new PageIterator(
        after -> {
          try {
            Path folder =
                prefix.isEmpty() ? root : inside(prefix.substring(0, prefix.length() - 1));
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                ? new FileTree(depth, after).page(prefix, folder)
                : new Listing(List.of(), List.of());
          } catch (IOException e) {
            throw failed("listing", prefix, e);
          }
        });
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    try {
      return FileTree.info(key, inside(ObjectKeys.check(key)));
    } catch (IOException e) {
      throw failed("reading", key, e);
    }
  }

  private void requireObject(String key) {
    if (head(key).isEmpty()) {
      throw BucketException.notFound(key);
    }
  }

  @Override
  public InputStream get(String key) {
    requireObject(key);
    try {
      return Files.newInputStream(inside(key), LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw failed("reading", key, e);
    }
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    requireObject(key);
    try (FileChannel file =
        FileChannel.open(inside(key), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long size = file.size();
      if (offset < 0 || length < 0 || offset > size) {
        throw BucketException.invalidRange(key, size, offset, length);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, size - offset));
      while (bytes.hasRemaining()) {
        if (file.read(bytes, offset + bytes.position()) < 0) {
          throw new BucketException(
              Kind.CHANGED, key + " was cut short while it was read: objects are never written to");
        }
      }
      return bytes.array();
    } catch (IOException e) {
      throw failed("reading", key, e);
    }
  }

  @Override
  public Optional<LocalObject> local(String key) {
    requireObject(key);
    try {
      return Optional.of(LocalObject.open(key, inside(key)));
    } catch (IOException e) {
      throw failed("reading", key, e);
    }
  }

  @Override
  public Optional<String> put(String key, byte[] content, Condition condition) {
    try (FileUpload upload = upload(key)) {
      upload.write(content, 0, content.length);
      return upload.commit(condition);
    }
  }

  @Override
  public FileUpload upload(String key) {
    ObjectKeys.check(key);
    try {
      return new FileUpload(root, key, this::inside, placement);
    } catch (IOException e) {
      throw failed("writing", key, e);
    }
  }

  @Override
  public void delete(String key) {
    try {
      Path file = inside(ObjectKeys.check(key));
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      placement.exclusively(
          () -> {
            delete(file);
            return true;
          });
    } catch (IOException e) {
      throw failed("deleting", key, e);
    }
  }

  private void delete(Path file) throws IOException {
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(file);
    }
    try {
      Path folder = file.getParent();
      while (folder != null && !folder.equals(root) && Files.deleteIfExists(folder)) {
        folder = folder.getParent();
      }
    } catch (DirectoryNotEmptyException e) {
      // The folder has other objects.
    }
  }

  @Override
  public Bucket within(Deadline deadline) {
    return new DeadlineBucket(this, deadline);
  }

  /**
   * The path of a key, none of whose folders is a symbolic link, which could lead outside.
   *
   * @throws BucketException of kind INVALID_KEY if one is
   */
  private Path inside(String key) {
    Path path = root;
    for (String name : key.split("/")) {
      if (!path.equals(root) && Files.isSymbolicLink(path)) {
        throw new BucketException(
            Kind.INVALID_KEY, "key \"" + key + "\" leads over a symbolic link");
      }
      path = path.resolve(name);
    }
    return path;
  }

  static BucketException failed(String doing, String key, IOException e) {
    return switch (e) {
      case NoSuchFileException gone when doing.equals("reading") -> BucketException.notFound(key);
      case AccessDeniedException denied ->
          new BucketException(
              Kind.DENIED,
              doing + " " + key + " was denied; check the owner and mode of " + denied.getFile(),
              e);
      case ClosedByInterruptException interrupted -> canceled(doing, key, e);
      case FileLockInterruptionException interrupted -> canceled(doing, key, e);
      case FileSystemException file ->
          new BucketException(
              Kind.UNAVAILABLE, doing + " " + key + " failed: " + file.getMessage(), e);
      default -> new BucketException(Kind.UNAVAILABLE, doing + " " + key + " failed: " + e, e);
    };
  }

  private static BucketException canceled(String doing, String key, IOException e) {
    Thread.currentThread().interrupt();
    return new BucketException(Kind.CANCELED, doing + " " + key + " was interrupted", e);
  }
}
