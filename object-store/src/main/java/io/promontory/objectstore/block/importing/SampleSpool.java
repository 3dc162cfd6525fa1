package io.promontory.objectstore.block.importing;

import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sorts any number of samples by block and series in bounded memory: when it is full, what it holds
 * goes to a file, sorted, and at the end the files are merged. Samples of one series keep their
 * order.
 */
final class SampleSpool implements AutoCloseable {
  private static final int MOST_RUNS = 256;

  private final Path folder;
  private final long blockMs;
  private final long memory;
  private final List<Path> runs = new ArrayList<>();
  private TreeMap<Long, Map<Labels, SampleRun>> held = new TreeMap<>();
  private long heldBytes;
  private int files;

  /** The block of the sample before, since the next is mostly of the same. */
  private long block = Long.MIN_VALUE;

  private Map<Labels, SampleRun> ofBlock = Map.of();

  /**
   * @param folder where files go
   * @param blockMs how long a block is
   * @param memory bytes to hold, about
   */
  SampleSpool(Path folder, long blockMs, long memory) {
    this.folder = folder;
    this.blockMs = blockMs;
    this.memory = memory;
  }

  void add(Labels labels, long time, double value) throws IOException {
    long start = Math.floorDiv(time, blockMs) * blockMs;
    if (start != block) {
      block = start;
      ofBlock = held.computeIfAbsent(start, key -> new HashMap<>());
    }
    SampleRun run = ofBlock.get(labels);
    if (run == null) {
      run = new SampleRun();
      ofBlock.put(labels, run);
      heldBytes += SampleRun.leastBytes() + bytes(labels);
    }
    heldBytes += run.add(time, value);
    if (heldBytes > memory) {
      spill();
    }
  }

  private static long bytes(Labels labels) {
    long bytes = 40;
    for (int i = 0; i < labels.size(); i++) {
      bytes += 2L * (labels.name(i).length() + labels.value(i).length()) + 100;
    }
    return bytes;
  }

  private void spill() throws IOException {
    if (held.isEmpty()) {
      return;
    }
    if (runs.size() == MOST_RUNS) {
      join();
    }
    Path path = nextFile();
    try (RunFile.Writer out = new RunFile.Writer(path)) {
      for (Map.Entry<Long, Map<Labels, SampleRun>> one : held.entrySet()) {
        List<Map.Entry<Labels, SampleRun>> sorted = new ArrayList<>(one.getValue().entrySet());
        sorted.sort(Map.Entry.comparingByKey());
        for (Map.Entry<Labels, SampleRun> series : sorted) {
          SampleRun run = series.getValue();
          out.begin(one.getKey(), series.getKey(), run.size());
          for (int i = 0; i < run.size(); i++) {
            out.add(run.time(i), run.value(i));
          }
        }
      }
    }
    runs.add(path);
    held = new TreeMap<>();
    block = Long.MIN_VALUE;
    heldBytes = 0;
  }

  /** Makes one file of all. */
  private void join() throws IOException {
    Path path = nextFile();
    try (SpoolMerge merge = new SpoolMerge(runs);
        RunFile.Writer out = new RunFile.Writer(path)) {
      IOException[] failed = new IOException[1];
      while (merge.next()) {
        out.begin(merge.block(), merge.labels(), merge.samples());
        merge.read(
            (time, value) -> {
              try {
                out.add(time, value);
              } catch (IOException e) {
                failed[0] = e;
              }
            });
        if (failed[0] != null) {
          throw failed[0];
        }
      }
    }
    for (Path run : runs) {
      Files.delete(run);
    }
    runs.clear();
    runs.add(path);
  }

  private Path nextFile() {
    return folder.resolve("samples-" + files++);
  }

  /** All that was added, in order; nothing can be added any more. */
  SpoolMerge merge() throws IOException {
    spill();
    return new SpoolMerge(runs);
  }

  @Override
  public void close() throws IOException {
    for (Path run : runs) {
      Files.deleteIfExists(run);
    }
  }
}
