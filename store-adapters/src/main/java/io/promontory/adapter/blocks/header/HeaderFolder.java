package io.promontory.adapter.blocks.header;

import io.promontory.objectstore.block.Ulid;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder on the local disk that keeps index headers: one file a block, named by its ULID and
 * nothing else, whose time of modification is that of its last use. Used under the lock of {@link
 * HeaderFiles}.
 */
final class HeaderFolder {
  private static final String SUFFIX = ".header";
  private static final String UNFINISHED = ".tmp";

  private final Path folder;

  /** Bytes of each file; the one used last is the last. */
  private final LinkedHashMap<Ulid, Long> sizes = new LinkedHashMap<>();

  private long bytes;

  private record Found(Ulid block, long size, FileTime used) {}

  private HeaderFolder(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, and removes what a crash left half written in it. */
  static HeaderFolder open(Path path) throws IOException {
    HeaderFolder folder = new HeaderFolder(Files.createDirectories(path).toRealPath());
    List<Found> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        BasicFileAttributes is =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (is.isRegularFile() && name.startsWith("header") && name.endsWith(UNFINISHED)) {
          Files.deleteIfExists(file);
        } else if (is.isRegularFile() && name.endsWith(SUFFIX)) {
          Ulid.parse(name.substring(0, name.length() - SUFFIX.length()))
              .ifPresent(block -> found.add(new Found(block, is.size(), is.lastModifiedTime())));
        }
      }
    }
    found.sort(Comparator.comparing(Found::used));
    found.forEach(file -> folder.put(file.block, file.size));
    return folder;
  }

  /** Where the header of a block is or will be. */
  Path path(Ulid block) {
    return folder.resolve(block + SUFFIX);
  }

  boolean has(Ulid block) {
    return sizes.containsKey(block);
  }

  /** A file was written, or is used again. */
  void put(Ulid block, long size) {
    Long before = sizes.putLast(block, size);
    bytes += size - (before == null ? 0 : before);
  }

  /** Notes the last use for the time after a restart, if the disk lets it. */
  static void touch(Path file, Instant now) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(now));
    } catch (IOException e) {
      // The file's place in the order of use is lost at a restart, and nothing else.
    }
  }

  void delete(Ulid block) {
    Long size = sizes.remove(block);
    bytes -= size == null ? 0 : size;
    try {
      Files.deleteIfExists(path(block));
    } catch (IOException e) {
      // It is found at the next start, and deleted when its turn comes.
    }
  }

  /** Blocks whose headers are kept, the one used longest ago first. */
  List<Ulid> oldestFirst() {
    return sizes.sequencedEntrySet().stream().map(Map.Entry::getKey).toList();
  }

  int files() {
    return sizes.size();
  }

  long bytes() {
    return bytes;
  }
}
