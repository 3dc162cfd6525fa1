package io.promontory.series.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The digest of series, chunks and samples that the recorded blocks are listed with. */
public final class SampleDigest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final SampleColumns columns = new SampleColumns();
  private final XorReader xor = new XorReader();
  private final Xor2Reader xor2 = new Xor2Reader();

  public void add(List<String> labels, List<Chunk> chunks) throws IOException {
    out.writeInt(labels.size() / 2);
    for (String text : labels) {
      byte[] utf8 = text.getBytes(UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }
    out.writeInt(chunks.size());
    for (Chunk chunk : chunks) {
      add(chunk);
    }
  }

  public String hex() throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
  }

  /**
   * The samples of a chunk as they stand in it, equal times and all. Changes with the next call.
   */
  public SampleColumns decode(Chunk chunk) {
    columns.clear();
    ChunkReader reader =
        switch (chunk.encoding()) {
          case XOR -> xor;
          case XOR2 -> xor2;
          default -> HistogramReader.of(chunk.encoding());
        };
    reader.decode(chunk, columns);
    return columns;
  }

  private void add(Chunk chunk) throws IOException {
    Encoding encoding = chunk.encoding();
    decode(chunk);
    boolean floats = encoding == Encoding.XOR || encoding == Encoding.XOR2;
    boolean integers = encoding == Encoding.HISTOGRAM || encoding == Encoding.HISTOGRAM_ST;
    boolean starts = encoding == Encoding.HISTOGRAM_ST || encoding == Encoding.FLOAT_HISTOGRAM_ST;
    out.writeByte(encoding.code());
    out.writeLong(chunk.minTime());
    out.writeLong(chunk.maxTime());
    out.writeInt(columns.size);
    out.writeByte(floats ? 0 : (chunk.data()[chunk.offset() + (starts ? 0 : 2)] & 0xff) >>> 6);
    for (int i = 0; i < columns.size; i++) {
      out.writeByte(floats ? 0 : integers ? 1 : 2);
      out.writeLong(columns.startTimes == null ? 0 : columns.startTimes[i]);
      out.writeLong(columns.timestamps[i]);
      if (floats) {
        out.writeLong(Double.doubleToRawLongBits(columns.values[i]));
      } else {
        add(columns.histograms[i], integers);
      }
    }
  }

  private void add(FloatHistogram histogram, boolean integers) throws IOException {
    HistogramLayout layout = histogram.layout();
    out.writeInt(layout.schema());
    out.writeDouble(layout.zeroThreshold());
    count(histogram.zeroCount(), integers);
    count(histogram.count(), integers);
    out.writeLong(Double.doubleToRawLongBits(histogram.sum()));
    double[] buckets = histogram.buckets();
    int positive = layout.positiveBuckets();
    spans(layout.positiveSpans(), Arrays.copyOf(buckets, positive), integers);
    spans(layout.negativeSpans(), Arrays.copyOfRange(buckets, positive, buckets.length), integers);
    out.writeInt(layout.customBounds().length);
    for (double bound : layout.customBounds()) {
      out.writeDouble(bound);
    }
  }

  private void spans(int[] spans, double[] counts, boolean integers) throws IOException {
    out.writeInt(spans.length / 2);
    for (int number : spans) {
      out.writeInt(number);
    }
    out.writeInt(counts.length);
    for (double count : counts) {
      count(count, integers);
    }
  }

  private void count(double count, boolean integer) throws IOException {
    out.writeLong(integer ? (long) count : Double.doubleToRawLongBits(count));
  }
}
