package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.CorruptBlockException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The file that keeps a catalogue for the next start. It begins with the time of the listing behind
 * its version, with a checksum of their own, so that a listing that found nothing new changes only
 * these; then comes what {@link KeptFormat} writes, and its checksum.
 */
final class KeptCatalogue {
  private static final int MAGIC = 0x50434154;
  private static final int VERSION = 1;
  private static final int HEAD = 4 + 1 + 8 + ByteCursor.CRC_BYTES;
  private static final int MOST_BYTES = 512 << 20;

  private final Path file;
  private final String place;
  private final CatalogueLog log;
  private final BlockFileName name = new BlockFileName("catalogue", "file");
  private long savedChanges = -1;
  private boolean failed;

  /**
   * @param place the bucket that is kept
   */
  KeptCatalogue(Path file, String place, CatalogueLog log) {
    this.file = file;
    this.place = place;
    this.log = log;
  }

  /** Fills the state if there is a good file. */
  void restore(CatalogueState state, SlimMeta slim) {
    try {
      if (!Files.exists(file)) {
        return;
      }
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new CorruptBlockException(name, 0, "is " + size + " bytes long");
      }
      byte[] bytes = Files.readAllBytes(file);
      ByteCursor cursor = new ByteCursor(name, bytes, 0, bytes.length, 0);
      if (cursor.int32() != MAGIC || cursor.u8() != VERSION) {
        throw cursor.corrupt("is of another version");
      }
      Instant listedAt = Instant.ofEpochMilli(cursor.int64());
      cursor.checkCrc(0);
      int body = cursor.at();
      cursor.skip(Math.max(0, cursor.remaining() - ByteCursor.CRC_BYTES));
      cursor.checkCrc(body);
      ByteCursor blocks = cursor.at(body, bytes.length - ByteCursor.CRC_BYTES);
      if (!blocks.text().equals(place)) {
        throw blocks.corrupt("is that of another bucket");
      }
      KeptFormat.read(blocks, listedAt, state, slim);
      savedChanges = state.changes();
    } catch (IOException | RuntimeException e) {
      log.keptFileIgnored(file, String.valueOf(e.getMessage()));
    }
  }

  /** Writes what changed since the last time; a failure is logged, and nothing else. */
  void save(CatalogueState state) {
    CatalogueState.Known known = state.known();
    Instant listedAt = known.listedAt();
    if (listedAt == null) {
      return;
    }
    try {
      if (known.changes() == savedChanges) {
        stamp(listedAt);
      } else {
        write(known, listedAt);
        savedChanges = known.changes();
      }
      failed = false;
    } catch (IOException | RuntimeException e) {
      if (!failed) {
        failed = true;
        log.notKept(file, e.toString());
      }
    }
  }

  private static void head(ByteSink sink, Instant listedAt) {
    sink.int32(MAGIC);
    sink.u8(VERSION);
    sink.int64(listedAt.toEpochMilli());
    sink.crc(0);
  }

  private void stamp(Instant listedAt) throws IOException {
    ByteSink sink = new ByteSink();
    head(sink, listedAt);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(sink.bytes(), 0, HEAD), 0);
    }
  }

  private void write(CatalogueState.Known known, Instant listedAt) throws IOException {
    ByteSink sink = new ByteSink();
    head(sink, listedAt);
    sink.text(place);
    KeptFormat.write(known, sink);
    sink.crc(HEAD);
    if (sink.size() > MOST_BYTES) {
      throw new IOException("it would be " + sink.size() + " bytes long");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(sink.bytes(), 0, sink.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
