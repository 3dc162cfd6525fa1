package io.promontory.frontend.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where libraries unpack what they have of native code: below the process's own data. A process
 * that is killed leaves it behind, and the folder for temporary files would fill with it.
 */
final class NativeFolder {
  /** Read by snappy-java when it is used first. */
  private static final String SNAPPY = "org.xerial.snappy.tempdir";

  private NativeFolder() {}

  /** Uses a folder below {@code data}, unless the process was started with another. */
  static void below(Path data) {
    if (System.getProperty(SNAPPY) == null) {
      Path folder = emptied(data.resolve("native"));
      if (folder != null) {
        System.setProperty(SNAPPY, folder.toAbsolutePath().toString());
      }
    }
  }

  /** The folder without what processes before have left; null where it cannot be written to. */
  static @Nullable Path emptied(Path folder) {
    try {
      Files.createDirectories(folder);
      try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "snappy-*")) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
      return Files.isWritable(folder) ? folder : null;
    } catch (IOException e) {
      return null; // the folder for temporary files serves as well
    }
  }
}
