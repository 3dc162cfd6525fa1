package io.promontory.objectstore.bucket;

import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.series.labels.Utf8Order;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder as a bucket: keys are paths below it. Objects are written beside and moved into place,
 * so that a reader or a crash never meets half of one. Symbolic links inside the folder are not
 * followed. As in any file system, an object cannot be named like a folder of others.
 */
public final class FilesystemBucket implements Bucket {
  /** Names that begin like this are ours: objects that are being written. */
  static final String RESERVED = ".promontory-";

  private static final int ATTEMPTS = 10;

  private final Path root;

  /**
   * @param root created if it is missing
   * @throws BucketException if it cannot be created
   */
  public FilesystemBucket(Path root) {
    try {
      Files.createDirectories(root);
      this.root = root.toRealPath();
    } catch (IOException e) {
      throw new BucketException(Kind.UNAVAILABLE, "cannot use " + root + " as a bucket: " + e, e);
    }
  }

  @Override
  public Listing list(String prefix, Depth depth) {
    ObjectKeys.checkPrefix(prefix);
    List<ObjectInfo> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    try {
      list(prefix, depth, objects, prefixes);
    } catch (IOException e) {
      throw unavailable("listing", prefix, e);
    }
    objects.sort(Comparator.comparing(ObjectInfo::key, Utf8Order.INSTANCE));
    prefixes.sort(Utf8Order.INSTANCE);
    return new Listing(objects, prefixes);
  }

  private void list(String prefix, Depth depth, List<ObjectInfo> objects, List<String> prefixes)
      throws IOException {
    Path folder = prefix.isEmpty() ? root : inside(prefix.substring(0, prefix.length() - 1));
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> entries;
    try (Stream<Path> stream = Files.list(folder)) {
      entries = stream.toList();
    } catch (NoSuchFileException e) {
      return;
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (name.startsWith(RESERVED)) {
        continue;
      }
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (depth == Depth.RECURSIVE) {
          list(prefix + name + "/", depth, objects, prefixes);
        } else {
          prefixes.add(prefix + name + "/");
        }
      } else {
        info(prefix + name, entry).ifPresent(objects::add);
      }
    }
  }

  /** Empty for what is no regular file, or has gone meanwhile. */
  private static Optional<ObjectInfo> info(String key, Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(
              new ObjectInfo(key, attributes.size(), attributes.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    try {
      return info(key, inside(ObjectKeys.check(key)));
    } catch (IOException e) {
      throw unavailable("reading", key, e);
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
    } catch (NoSuchFileException e) {
      throw BucketException.notFound(key);
    } catch (IOException e) {
      throw unavailable("reading", key, e);
    }
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    requireObject(key);
    try (FileChannel file =
        FileChannel.open(inside(key), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long size = file.size();
      if (offset < 0 || length < 0 || offset > size) {
        throw new BucketException(
            Kind.INVALID_RANGE, key + " has " + size + " bytes, none at " + offset);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, size - offset));
      while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
        // A read may give less than there is room for.
      }
      return bytes.array();
    } catch (NoSuchFileException e) {
      throw BucketException.notFound(key);
    } catch (IOException e) {
      throw unavailable("reading", key, e);
    }
  }

  @Override
  public void put(String key, byte[] content) {
    place(
        key,
        content,
        (written, target) ->
            Files.move(
                written,
                target,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] content) {
    // A second name for the file: the one way to create atomically and fail if the name is taken.
    return place(key, content, (written, target) -> Files.createLink(target, written));
  }

  /** Puts a written file under its name. */
  private interface Placement {
    void place(Path written, Path target) throws IOException;
  }

  private boolean place(String key, byte[] content, Placement placement) {
    ObjectKeys.check(key);
    Path written = root.resolve(RESERVED + UUID.randomUUID());
    try {
      write(written, content);
      for (int attempt = 1; true; attempt++) {
        Path target = inside(key);
        try {
          Files.createDirectories(target.getParent());
          placement.place(written, target);
          return true;
        } catch (FileAlreadyExistsException e) {
          if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
          }
          throw e;
        } catch (NoSuchFileException e) {
          // A delete has just taken away the folder that it left empty.
          if (attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw unavailable("writing", key, e);
    } finally {
      deleteQuietly(written);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  @Override
  public void delete(String key) {
    try {
      Path file = inside(ObjectKeys.check(key));
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(file);
      }
      Path folder = file.getParent();
      while (folder != null && !folder.equals(root) && Files.deleteIfExists(folder)) {
        folder = folder.getParent();
      }
    } catch (DirectoryNotEmptyException e) {
      // The folder has other objects.
    } catch (IOException e) {
      throw unavailable("deleting", key, e);
    }
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

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It stays behind under a name that no listing shows.
    }
  }

  private static BucketException unavailable(String doing, String key, IOException e) {
    return new BucketException(Kind.UNAVAILABLE, doing + " " + key + " failed: " + e, e);
  }
}
