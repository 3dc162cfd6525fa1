package io.promontory.adapter.managed.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of pieces: a magic number, the selector after its length, then each piece as its length,
 * the CRC-32C of its payload, its payload. What does not fit that at the end of a file is what a
 * crash has left, and is written over.
 */
final class PieceFile {
  private static final int MAGIC = 0x504d5331;
  private static final int HEAD_BYTES = 8;
  private static final int MOST_SELECTOR_BYTES = 1 << 20;

  private final Path path;
  private final byte[] head;

  PieceFile(Path path, String selector) {
    this.path = path;
    byte[] text = selector.getBytes(UTF_8);
    this.head =
        ByteBuffer.allocate(HEAD_BYTES + text.length)
            .putInt(MAGIC)
            .putInt(text.length)
            .put(text)
            .array();
  }

  /** Whether a selector is short enough to be the name of a file's content. */
  static boolean fits(String selector) {
    return selector.length() < MOST_SELECTOR_BYTES / 4;
  }

  /**
   * Where a piece lies.
   *
   * @param offset of its payload
   */
  record Place(long offset, int length, int crc, long fromMs, long toMs) {
    long end() {
      return offset + length;
    }
  }

  /** Where the pieces lie; none in a file that is missing, or of another selector. */
  List<Place> places() throws IOException {
    List<Place> places = new ArrayList<>();
    if (!Files.exists(path)) {
      return places;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = file.size();
      if (size < head.length || !Arrays.equals(read(file, 0, head.length), head)) {
        return places;
      }
      long at = head.length;
      while (at + HEAD_BYTES + PieceCodec.TIMES_BYTES <= size) {
        ByteBuffer start = ByteBuffer.wrap(read(file, at, HEAD_BYTES + PieceCodec.TIMES_BYTES));
        int length = start.getInt();
        int crc = start.getInt();
        if (length < PieceCodec.TIMES_BYTES || length > size - at - HEAD_BYTES) {
          return places;
        }
        places.add(new Place(at + HEAD_BYTES, length, crc, start.getLong(), start.getLong()));
        at += HEAD_BYTES + length;
      }
    }
    return places;
  }

  /**
   * Reads some pieces.
   *
   * @throws IOException also if one is not what was written
   */
  List<Piece> read(List<Place> places) throws IOException {
    List<Piece> pieces = new ArrayList<>();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      for (Place place : places) {
        byte[] payload = read(file, place.offset(), place.length());
        if (crc(payload) != place.crc()) {
          throw new IOException("a piece at " + place.offset() + " of " + path + " is broken");
        }
        pieces.add(PieceCodec.decode(payload));
      }
    }
    return pieces;
  }

  private static byte[] read(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("the file ends at " + (offset + buffer.position()));
      }
    }
    return buffer.array();
  }

  /** Adds a piece behind those at known places; the size of the file then. */
  long append(Piece piece, List<Place> known) throws IOException {
    byte[] payload = PieceCodec.encode(piece);
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long end = known.isEmpty() ? 0 : known.getLast().end();
      if (end == 0) {
        file.truncate(0);
        end = write(file, 0, ByteBuffer.wrap(head));
      }
      file.truncate(end);
      return write(file, end, framed(payload));
    }
  }

  /** Writes the file anew with these pieces, at once for those who read it; its size. */
  long replace(List<Piece> pieces) throws IOException {
    Path written = path.resolveSibling(path.getFileName() + ".tmp");
    long end;
    try (FileChannel file =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      end = write(file, 0, ByteBuffer.wrap(head));
      for (Piece piece : pieces) {
        end = write(file, end, framed(PieceCodec.encode(piece)));
      }
    }
    Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return end;
  }

  private static ByteBuffer framed(byte[] payload) {
    return ByteBuffer.allocate(HEAD_BYTES + payload.length)
        .putInt(payload.length)
        .putInt(crc(payload))
        .put(payload)
        .flip();
  }

  private static long write(FileChannel file, long offset, ByteBuffer bytes) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
    return at;
  }

  private static int crc(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }
}
