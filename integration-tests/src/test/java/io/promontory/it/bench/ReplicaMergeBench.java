package io.promontory.it.bench;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.replica.ReplicaDecoder;
import io.promontory.series.replica.ReplicaMerge;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Two replicas of one series become one; one operation is about one sample of the result. Holes are
 * those of a restart every ten minutes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReplicaMergeBench {
  private static final int SAMPLES = 5760;
  private static final int PER_CHUNK = 120;
  private static final long START = 1_767_225_600_000L;
  private static final long INTERVAL = 15_000;

  @Param({"healthy", "holes", "identical"})
  String pair;

  private final SampleColumns first = new SampleColumns();
  private final SampleColumns second = new SampleColumns();
  private final SampleColumns merged = new SampleColumns();
  private final ReplicaMerge merge = new ReplicaMerge();
  private final ReplicaDecoder decoder = new ReplicaDecoder();
  private Series series = Series.of(Labels.EMPTY, List.of());

  @Setup
  public void scrape() {
    boolean holes = pair.equals("holes");
    long phase = pair.equals("identical") ? 0 : 7_300;
    for (int i = 0; i < SAMPLES; i++) {
      if (!holes || i % 40 < 36) {
        first.add(START + i * INTERVAL, i * 17);
      }
      if (!holes || (i + 20) % 40 < 36) {
        second.add(START + phase + i * INTERVAL, i * 17);
      }
    }
    series =
        new Series(
            Labels.EMPTY,
            List.of(new Replica("a", chunks(first)), new Replica("b", chunks(second))));
  }

  private static List<Chunk> chunks(SampleColumns samples) {
    List<Chunk> chunks = new ArrayList<>();
    for (int from = 0; from < samples.size; from += PER_CHUNK) {
      XorWriter writer = new XorWriter();
      for (int i = from; i < Math.min(samples.size, from + PER_CHUNK); i++) {
        writer.append(samples.timestamps[i], samples.values[i]);
      }
      chunks.add(writer.toChunk());
    }
    return chunks;
  }

  /** The merge alone. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double merge() {
    merge.merge(first, second, START, START + SAMPLES * INTERVAL, merged);
    return merged.values[merged.size - 1];
  }

  /** With the chunks of both decoded; equal chunks are decoded once. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double decode() {
    decoder.decode(series, START, START + SAMPLES * INTERVAL, Reduction.MEAN, merged);
    return merged.values[merged.size - 1];
  }
}
