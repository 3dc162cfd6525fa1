package io.promontory.series.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the series of a recorded block of index version 2: just enough for tests of chunks. */
public final class GoldenBlock {
  private static final int TOC_BYTES = 52;
  private static final int SERIES_ALIGNMENT = 16;

  private final ByteBuffer index;
  private final List<ByteBuffer> segments;
  private final List<String> symbols = new ArrayList<>();

  private GoldenBlock(Path folder) throws IOException {
    index = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("index")));
    segments = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("chunks"))) {
      for (Path file : files.sorted().toList()) {
        segments.add(ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
  }

  /**
   * One series as stored.
   *
   * @param labels names and values in turn
   * @param chunks its chunks, in order of time
   */
  public record Stored(List<String> labels, List<Chunk> chunks) {}

  /** All series of a block, ordered by their labels. */
  public static List<Stored> series(Path folder) {
    try {
      return new GoldenBlock(folder).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Stored> read() {
    int toc = index.limit() - TOC_BYTES;
    int at = (int) index.getLong(toc);
    index.position(at + 4);
    for (int left = index.getInt(); left > 0; left--) {
      byte[] symbol = new byte[(int) uvarint(index)];
      index.get(symbol);
      symbols.add(new String(symbol, UTF_8));
    }
    List<Stored> all = new ArrayList<>();
    int end = (int) index.getLong(toc + 16);
    int next = (int) index.getLong(toc + 8);
    while (true) {
      int aligned = (next + SERIES_ALIGNMENT - 1) & -SERIES_ALIGNMENT;
      if (aligned >= end) {
        return all;
      }
      index.position(aligned);
      int length = (int) uvarint(index);
      next = index.position() + length + 4;
      all.add(one());
    }
  }

  private Stored one() {
    List<String> labels = new ArrayList<>();
    for (long left = uvarint(index) * 2; left > 0; left--) {
      labels.add(symbols.get((int) uvarint(index)));
    }
    List<Chunk> chunks = new ArrayList<>();
    long count = uvarint(index);
    long last = 0;
    long reference = 0;
    for (int i = 0; i < count; i++) {
      long min = i == 0 ? varint(index) : last + uvarint(index);
      last = min + uvarint(index);
      reference = i == 0 ? uvarint(index) : reference + varint(index);
      chunks.add(chunk(min, last, reference));
    }
    return new Stored(labels, chunks);
  }

  private Chunk chunk(long min, long max, long reference) {
    ByteBuffer segment = segments.get((int) (reference >>> 32));
    segment.position((int) reference);
    int length = (int) uvarint(segment);
    int code = segment.get();
    Encoding encoding = Encoding.ofCode(code);
    if (encoding == null) {
      throw new IllegalArgumentException("no chunk encoding has code " + code);
    }
    return new Chunk(encoding, min, max, segment.array(), segment.position(), length);
  }

  private static long uvarint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = from.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static long varint(ByteBuffer from) {
    long zigzag = uvarint(from);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
