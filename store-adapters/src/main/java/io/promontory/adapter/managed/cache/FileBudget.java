package io.promontory.adapter.managed.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which files there are, how large, and which goes first: the one not used for longest. */
final class FileBudget {
  private final long maxBytes;

  /** Sizes in bytes, in the order of use. */
  private final Map<Path, Long> sizes = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  FileBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  private record Listed(Path path, long bytes, FileTime used) {}

  /** Takes over what a folder holds, made if need be; what was half written is deleted. */
  synchronized void load(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Listed> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        if (path.toString().endsWith(".tmp")) {
          Files.deleteIfExists(path);
        } else if (path.toString().endsWith(DiskSampleCache.SUFFIX)) {
          found.add(new Listed(path, Files.size(path), Files.getLastModifiedTime(path)));
        }
      }
    }
    found.sort(Comparator.comparing(Listed::used));
    found.forEach(one -> sizes.put(one.path(), one.bytes()));
    bytes = found.stream().mapToLong(Listed::bytes).sum();
  }

  /** Whether a file is there; it is used by that. */
  synchronized boolean use(Path file) {
    return sizes.get(file) != null;
  }

  /** Notes a file's size; the files that have to go for it. */
  synchronized List<Path> put(Path file, long size) {
    Long before = sizes.put(file, size);
    bytes += size - (before == null ? 0 : before);
    List<Path> gone = new ArrayList<>();
    var eldest = sizes.entrySet().iterator();
    while (bytes > maxBytes && eldest.hasNext()) {
      Map.Entry<Path, Long> entry = eldest.next();
      bytes -= entry.getValue();
      gone.add(entry.getKey());
      eldest.remove();
    }
    return gone;
  }

  synchronized void remove(Path file) {
    Long size = sizes.remove(file);
    bytes -= size == null ? 0 : size;
  }

  synchronized long bytes() {
    return bytes;
  }
}
