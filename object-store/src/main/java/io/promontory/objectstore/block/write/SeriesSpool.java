package io.promontory.objectstore.block.write;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.BlockInput;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.LocalFile;
import io.promontory.objectstore.block.index.ChunkMeta;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds series on disk until all are known: an index has its symbols, which are known last, in
 * front. Of each series: uvarint count of labels, uvarint number of each, and its chunks as the
 * index will have them behind their length.
 */
final class SeriesSpool implements AutoCloseable {
  private final Path path;
  private final FileSink out;
  private final ByteSink scratch = new ByteSink();
  private final ByteSink chunkBytes = new ByteSink();
  private int series;

  SeriesSpool(Path path) throws IOException {
    this.path = path;
    this.out = new FileSink(path);
  }

  /** Takes a series as it was spooled. */
  interface Visitor {
    /**
     * @param number of the series, from 0
     * @param pairs numbers of its labels; reused
     * @param count of labels
     * @param bytes array with its chunks, between two indices
     */
    void series(int number, int[] pairs, int count, byte[] bytes, int from, int to)
        throws IOException;
  }

  int size() {
    return series;
  }

  void add(Labels labels, List<ChunkMeta> chunks, LabelPairs pairs) throws IOException {
    encode(chunks);
    if (chunkBytes.size() > BlockInput.LONGEST_TEXT) {
      throw new IllegalArgumentException(labels + " has too many chunks: " + chunks.size());
    }
    scratch.clear();
    scratch.uvarint(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      scratch.uvarint(pairs.count(labels.name(i), labels.value(i)));
    }
    scratch.uvarint(chunkBytes.size());
    out.write(scratch);
    out.write(chunkBytes);
    series++;
  }

  private void encode(List<ChunkMeta> chunks) {
    chunkBytes.clear();
    chunkBytes.uvarint(chunks.size());
    ChunkMeta last = null;
    for (ChunkMeta chunk : chunks) {
      if (last == null) {
        chunkBytes.varint(chunk.minTime());
      } else {
        chunkBytes.uvarint(chunk.minTime() - last.maxTime());
      }
      chunkBytes.uvarint(chunk.maxTime() - chunk.minTime());
      if (last == null) {
        chunkBytes.uvarint(chunk.ref());
      } else {
        chunkBytes.varint(chunk.ref() - last.ref());
      }
      last = chunk;
    }
  }

  /** Visits all series in the order in which they came. */
  void forEach(Visitor visitor) throws IOException {
    out.force();
    BlockFileName name = new BlockFileName("unfinished", path.toString());
    try (LocalFile file = new LocalFile(name, path)) {
      BlockInput in = new BlockInput(file, 0, out.position());
      int[] pairs = new int[32];
      for (int number = 0; number < series; number++) {
        int count = (int) in.uvarint();
        pairs = pairs.length < count ? new int[count * 2] : pairs;
        for (int i = 0; i < count; i++) {
          pairs[i] = (int) in.uvarint();
        }
        int length = in.skipText();
        visitor.series(number, pairs, count, in.data(), in.at() - length, in.at());
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(path);
  }
}
