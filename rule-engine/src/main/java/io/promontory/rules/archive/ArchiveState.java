package io.promontory.rules.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What an archive keeps over restarts, in a file of two lines: the name of these results, and how
 * far they are in the bucket.
 *
 * @param name tells blocks of these results from those of another process
 * @param shippedMs everything before it is in the bucket, ms
 */
record ArchiveState(String name, long shippedMs) {
  private static final String FILE = "archive";
  private static final int NAME_DIGITS = 12;

  /**
   * What was kept in a folder; a fresh state where nothing was.
   *
   * @throws IOException if the file is there and cannot be read
   */
  static ArchiveState read(Path folder, long beginMs, RandomGenerator random) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(folder.resolve(FILE), UTF_8);
    } catch (NoSuchFileException e) {
      String name = HexFormat.of().toHexDigits(random.nextLong(), NAME_DIGITS);
      ArchiveState fresh = new ArchiveState(name, beginMs);
      fresh.write(folder);
      return fresh;
    }
    try {
      return new ArchiveState(lines.get(0), Long.parseLong(lines.get(1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException(
          folder.resolve(FILE) + " is damaged; without it results are archived anew", e);
    }
  }

  ArchiveState shippedTo(long ms) {
    return new ArchiveState(name, ms);
  }

  /** Keeps it, on the disk when this returns. */
  void write(Path folder) throws IOException {
    Path fresh = folder.resolve(FILE + ".tmp");
    Files.writeString(fresh, name + "\n" + shippedMs + "\n", UTF_8);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}
