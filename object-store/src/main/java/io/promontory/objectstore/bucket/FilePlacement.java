package io.promontory.objectstore.bucket;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts written files under their names, one at a time. */
final class FilePlacement {
  private final InstantSource clock;
  private final FileLockGuard guard;

  FilePlacement(InstantSource clock, FileLockGuard guard) {
    this.clock = clock;
    this.guard = guard;
  }

  <T> T exclusively(FileLockGuard.Work<T> work) throws IOException {
    return guard.exclusively(work);
  }

  /**
   * Moves a file into place if the condition holds, and makes that last.
   *
   * @return its tag; empty if the condition did not hold
   */
  Optional<String> place(String key, Path written, Path target, Condition condition)
      throws IOException {
    return guard.exclusively(
        () -> {
          ObjectInfo old = FileTree.info(key, target).orElse(null);
          if (!holds(condition, old)) {
            return Optional.empty();
          }
          Files.setLastModifiedTime(written, FileTime.from(later(old)));
          Path folder = Objects.requireNonNull(target.getParent());
          Files.createDirectories(folder);
          Files.move(
              written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          force(folder);
          return FileTree.info(key, target).map(ObjectInfo::tag);
        });
  }

  private static boolean holds(Condition condition, @Nullable ObjectInfo old) {
    return switch (condition) {
      case Condition.Always always -> true;
      case Condition.Absent absent -> old == null;
      case Condition.Unchanged unchanged -> old != null && old.tag().equals(unchanged.tag());
    };
  }

  private Instant later(@Nullable ObjectInfo old) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return old == null || now.isAfter(old.lastModified())
        ? now
        : old.lastModified().truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS);
  }

  /** A move is on the disk once its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
