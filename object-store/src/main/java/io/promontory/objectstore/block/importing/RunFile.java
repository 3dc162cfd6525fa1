package io.promontory.objectstore.block.importing;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.BlockInput;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.LocalFile;
import io.promontory.series.labels.Labels;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Samples on disk, sorted by block and series; those of one block and series in the order in which
 * they came. For each block and series: varint start of the block, uvarint count of labels, names
 * and values, uvarint count of samples; for each sample varint ms since the one before and eight
 * bytes of its value.
 */
final class RunFile {
  private RunFile() {}

  /** Writes a file from front to end. */
  static final class Writer implements AutoCloseable {
    private final OutputStream out;
    private final ByteSink scratch = new ByteSink();
    private long last;

    Writer(Path path) throws IOException {
      out = new BufferedOutputStream(Files.newOutputStream(path), 256 << 10);
    }

    void begin(long block, Labels labels, long samples) throws IOException {
      scratch.varint(block);
      scratch.uvarint(labels.size());
      for (int i = 0; i < labels.size(); i++) {
        scratch.text(labels.name(i));
        scratch.text(labels.value(i));
      }
      scratch.uvarint(samples);
      flush();
      last = block;
    }

    void add(long time, double value) throws IOException {
      scratch.varint(time - last);
      scratch.int64(Double.doubleToRawLongBits(value));
      last = time;
      flush();
    }

    private void flush() throws IOException {
      out.write(scratch.bytes(), 0, scratch.size());
      scratch.clear();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads a file from front to end, one series of a block after the other. */
  static final class Reader implements AutoCloseable {
    private final LocalFile file;
    private final BlockInput in;
    private final long size;
    private long block;
    private Labels labels = Labels.EMPTY;
    private long samples;

    /**
     * @param window bytes to read at a time
     */
    Reader(Path path, int window) {
      file = new LocalFile(new BlockFileName("spool", path.toString()), path);
      size = file.size();
      in = new BlockInput(file, 0, size, window);
    }

    /** Moves to the next series, once all samples of the one before were read. */
    boolean next() {
      if (in.position() == size) {
        return false;
      }
      block = varint();
      String[] pairs = new String[2 * (int) in.uvarint()];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = in.text();
      }
      labels = Labels.ofSorted(pairs);
      samples = in.uvarint();
      return true;
    }

    long block() {
      return block;
    }

    Labels labels() {
      return labels;
    }

    long samples() {
      return samples;
    }

    void read(SampleSink into) {
      long time = block;
      for (long i = 0; i < samples; i++) {
        time += varint();
        in.skip(Long.BYTES);
        into.add(time, Double.longBitsToDouble(int64(in.data(), in.at() - Long.BYTES)));
      }
    }

    private long varint() {
      long zigzag = in.uvarint();
      return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private static long int64(byte[] bytes, int at) {
      long value = 0;
      for (int i = at; i < at + Long.BYTES; i++) {
        value = value << 8 | (bytes[i] & 0xff);
      }
      return value;
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
