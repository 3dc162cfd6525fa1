package io.promontory.it.bench;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.XorReader;
import io.promontory.series.chunk.XorWriter;
import java.util.SplittableRandom;
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

/** Columnar decode of XOR chunks of 120 samples; one operation is one sample. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class XorDecodeBench {
  private static final int CHUNKS = 1000;
  private static final int SAMPLES = 120;

  @Param({"constant", "integer_counter", "jittered_counter", "gauge"})
  String pattern;

  private final Chunk[] chunks = new Chunk[CHUNKS];
  private final XorReader reader = new XorReader();
  private final SampleColumns columns = new SampleColumns();

  @Setup
  public void encode() {
    SplittableRandom random = new SplittableRandom(7);
    for (int c = 0; c < CHUNKS; c++) {
      XorWriter writer = new XorWriter();
      double value = random.nextInt(1_000_000);
      for (int i = 0; i < SAMPLES; i++) {
        long jitter = pattern.startsWith("jittered") ? random.nextInt(10) - 5 : 0;
        value = next(value, random);
        writer.append(1_767_225_600_000L + i * 15_000L + jitter, value);
      }
      chunks[c] = writer.toChunk();
    }
  }

  private double next(double value, SplittableRandom random) {
    return switch (pattern) {
      case "constant" -> value;
      case "gauge" -> Math.round((value + random.nextDouble() * 10 - 5) * 100) / 100.0;
      default -> value + random.nextInt(200);
    };
  }

  @Benchmark
  @OperationsPerInvocation(CHUNKS * SAMPLES)
  public double decode() {
    double last = 0;
    for (Chunk chunk : chunks) {
      columns.clear();
      reader.decode(chunk, columns);
      last += columns.values[columns.size - 1];
    }
    return last;
  }
}
