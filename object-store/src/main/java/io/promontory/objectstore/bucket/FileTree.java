package io.promontory.objectstore.bucket;

import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.series.labels.Utf8Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One page of the files below a folder. A folder is passed through in the order of its keys (its
 * own name counts with a slash), and one that lies wholly before the page is not opened.
 */
final class FileTree {
  /** At the top of ext file systems; root's alone. */
  private static final String RECOVERED = "lost+found/";

  private final Depth depth;
  private final String after;
  private final List<ObjectInfo> objects = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();

  /**
   * A page that begins behind {@code after}.
   *
   * @param after empty for the first page
   */
  FileTree(Depth depth, String after) {
    this.depth = depth;
    this.after = after;
  }

  Listing page(String prefix, Path folder) throws IOException {
    walk(prefix, folder);
    return new Listing(objects, prefixes);
  }

  private void walk(String prefix, Path folder) throws IOException {
    TreeMap<String, Path> entries = new TreeMap<>(Utf8Order.INSTANCE);
    try (Stream<Path> stream = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) stream::iterator) {
        boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        entries.put(prefix + entry.getFileName() + (isFolder ? "/" : ""), entry);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    }
    for (var entry : entries.entrySet()) {
      if (objects.size() + prefixes.size() == PageIterator.PAGE) {
        return;
      }
      visit(entry.getKey(), entry.getValue());
    }
  }

  private void visit(String key, Path entry) throws IOException {
    boolean isBehind = Utf8Order.INSTANCE.compare(key, after) > 0;
    boolean isFolder = key.endsWith("/");
    if (key.equals(RECOVERED)
        || !ObjectKeys.isValid(isFolder ? key.substring(0, key.length() - 1) : key)) {
      return;
    }
    if (isFolder && depth == Depth.RECURSIVE) {
      if (isBehind || after.startsWith(key)) {
        walk(key, entry);
      }
    } else if (isFolder && isBehind) {
      prefixes.add(key);
    } else if (isBehind) {
      info(key, entry).ifPresent(objects::add);
    }
  }

  /** Empty for what is no regular file, or has gone meanwhile. */
  static Optional<ObjectInfo> info(String key, Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      String tag = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "-" + attributes.size();
      return Optional.of(
          new ObjectInfo(key, attributes.size(), attributes.lastModifiedTime().toInstant(), tag));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }
}
