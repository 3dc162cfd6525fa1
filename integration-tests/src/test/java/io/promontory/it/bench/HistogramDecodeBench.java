package io.promontory.it.bench;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.HistogramWriter;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Decode of a series of 2 000 native histograms: buckets that grow evenly (8 of them), and 60 that
 * grow at random; one operation is one sample.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HistogramDecodeBench {
  private static final int SAMPLES = 2000;
  private static final int SAMPLES_PER_CHUNK = 120;

  @Param({"HISTOGRAM", "FLOAT_HISTOGRAM"})
  String encoding;

  @Param({"even", "random"})
  String growth;

  private final List<Chunk> chunks = new ArrayList<>();
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns columns = new SampleColumns();

  @Setup
  public void encode() {
    boolean even = growth.equals("even");
    int[] spans = even ? new int[] {0, 2, 1, 2} : new int[] {-20, 30};
    HistogramLayout layout = new HistogramLayout(1, 0.001, spans, spans, HistogramLayout.NO_BOUNDS);
    SplittableRandom random = new SplittableRandom(7);
    double[] buckets = new double[layout.buckets()];
    HistogramWriter writer = null;
    for (int n = 0; n < SAMPLES; n++) {
      double[] next = buckets.clone();
      double count = 2;
      for (int i = 0; i < next.length; i++) {
        next[i] += even ? 1 : random.nextInt(4) == 0 ? random.nextInt(20) : 0;
        count += next[i];
      }
      buckets = next;
      FloatHistogram sample =
          new FloatHistogram(layout, ResetHint.UNKNOWN, count, 2, 18.4 * (n + 1), next);
      long time = 1_767_225_600_000L + n * 15_000L;
      if (writer == null || writer.count() == SAMPLES_PER_CHUNK) {
        if (writer != null) {
          chunks.add(writer.toChunk());
        }
        writer = HistogramWriter.begin(Encoding.valueOf(encoding), writer, time, sample, 0);
      } else {
        writer = writer.append(time, sample, 0);
      }
    }
    chunks.add(writer.toChunk());
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int decode() {
    decoder.decode(chunks, Long.MIN_VALUE, Long.MAX_VALUE, columns);
    return columns.size;
  }
}
