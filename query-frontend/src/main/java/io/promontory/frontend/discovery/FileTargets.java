package io.promontory.frontend.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Targets in files of target groups, JSON or YAML by their names. A file is read again once it was
 * replaced or written; one that is broken keeps the targets it had, and is told of. So does one
 * that is gone, unless it was found by a pattern: then its targets are gone too.
 */
public final class FileTargets implements TargetSource {
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** The file that names a target. */
  private static final String FILEPATH = "__meta_filepath";

  private final List<Path> patterns;
  private final Duration interval;
  private final Map<Path, Read> known = new HashMap<>();

  /** What a file held when it was last good, and what it looked like when it was last read. */
  private record Read(@Nullable Object key, FileTime changed, long size, Targets targets) {}

  /**
   * @param patterns paths whose last element may hold {@code *}
   * @param refreshInterval files are looked at this often, or every 5 s where that is sooner
   */
  public FileTargets(List<Path> patterns, Duration refreshInterval) {
    this.patterns = List.copyOf(patterns);
    this.interval = refreshInterval.compareTo(LOOK) < 0 ? refreshInterval : LOOK;
  }

  @Override
  public String kind() {
    return "file";
  }

  @Override
  public Duration interval() {
    return interval;
  }

  @Override
  public Targets read() throws DiscoveryException {
    TreeSet<Path> files = new TreeSet<>();
    for (Path pattern : patterns) {
      files.addAll(matching(pattern));
    }
    known.keySet().retainAll(files);
    Targets all = Targets.NONE;
    for (Path file : files) {
      Read read = read(file);
      known.put(file, read);
      all = all.and(read.targets);
    }
    return all;
  }

  private static List<Path> matching(Path pattern) throws DiscoveryException {
    Path folder = pattern.getParent();
    Path name = pattern.getFileName();
    if (folder == null || name == null || !name.toString().contains("*")) {
      return List.of(pattern);
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name.toString())) {
      files.forEach(found::add);
      return found;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      throw new DiscoveryException(folder + " cannot be listed: " + e.getMessage());
    }
  }

  private Read read(Path file) {
    Read last = known.get(file);
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      if (last != null
          && now.lastModifiedTime().equals(last.changed)
          && now.size() == last.size
          && String.valueOf(now.fileKey()).equals(String.valueOf(last.key))) {
        return last;
      }
      return new Read(now.fileKey(), now.lastModifiedTime(), now.size(), targets(file, last));
    } catch (NoSuchFileException e) {
      return unreadable(file, "is not there", last);
    } catch (IOException e) {
      return unreadable(file, "cannot be read: " + e.getMessage(), last);
    }
  }

  private static Read unreadable(Path file, String why, @Nullable Read last) {
    return new Read(null, FileTime.fromMillis(0), -1, broken(file, why, last));
  }

  private static Targets targets(Path file, @Nullable Read last) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(TargetGroups.MOST_BYTES + 1);
      if (bytes.length > TargetGroups.MOST_BYTES) {
        return broken(file, "has more than " + TargetGroups.MOST_BYTES + " bytes", last);
      }
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean isJson = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
      List<Target> named = isJson ? TargetGroups.json(text) : TargetGroups.yaml(text);
      return Targets.of(
          named.stream().map(target -> target.with(FILEPATH, file.toString())).toList());
    } catch (CharacterCodingException e) {
      return broken(file, "is no UTF-8", last);
    } catch (DiscoveryException e) {
      return broken(file, String.valueOf(e.getMessage()), last);
    }
  }

  private static Targets broken(Path file, String why, @Nullable Read last) {
    return new Targets(
        last == null ? List.of() : last.targets.targets(),
        file + ": " + why,
        last != null && last.targets.known());
  }
}
