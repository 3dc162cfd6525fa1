package io.promontory.objectstore.block.importing;

import io.promontory.series.labels.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Reads sorted files of samples as if they were one. */
final class SpoolMerge implements AutoCloseable {
  private static final int WINDOWS = 32 << 20;

  private final List<Source> all = new ArrayList<>();
  private final PriorityQueue<Source> waiting;

  /** The sources that have the series that is read, in the order of the files. */
  private final List<Source> current = new ArrayList<>();

  private record Source(int number, RunFile.Reader reader) {}

  /**
   * @param files in the order in which their samples came
   */
  SpoolMerge(List<Path> files) {
    waiting =
        new PriorityQueue<>(
            Comparator.comparingLong((Source source) -> source.reader.block())
                .thenComparing(source -> source.reader.labels())
                .thenComparingInt(Source::number));
    int window = Math.clamp(WINDOWS / Math.max(1, files.size()), 16 << 10, 1 << 20);
    for (Path file : files) {
      Source source = new Source(all.size(), new RunFile.Reader(file, window));
      all.add(source);
      if (source.reader.next()) {
        waiting.add(source);
      }
    }
  }

  /** Moves to the next series of a block, once the samples of the one before were read. */
  boolean next() {
    for (Source source : current) {
      if (source.reader.next()) {
        waiting.add(source);
      }
    }
    current.clear();
    Source first = waiting.poll();
    if (first == null) {
      return false;
    }
    current.add(first);
    for (Source other = waiting.peek();
        other != null
            && other.reader.block() == first.reader.block()
            && other.reader.labels().equals(first.reader.labels());
        other = waiting.peek()) {
      current.add(waiting.remove());
    }
    return true;
  }

  /** Start of the block, ms since the epoch. */
  long block() {
    return current.getFirst().reader.block();
  }

  Labels labels() {
    return current.getFirst().reader.labels();
  }

  /** Samples of the series in the block. */
  long samples() {
    return current.stream().mapToLong(source -> source.reader.samples()).sum();
  }

  /** Reads the samples in the order in which they came, once. */
  void read(SampleSink into) {
    for (Source source : current) {
      source.reader.read(into);
    }
  }

  @Override
  public void close() {
    for (Source source : all) {
      source.reader.close();
    }
  }
}
