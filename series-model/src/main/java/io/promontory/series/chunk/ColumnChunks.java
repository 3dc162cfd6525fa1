package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes columns of samples as chunks. */
public final class ColumnChunks {
  private ColumnChunks() {}

  /** The samples in chunks of the usual size, in order of time; none of no samples. */
  public static List<Chunk> of(SampleColumns columns) {
    return of(columns, columns.startTimes);
  }

  /** The same without start times, in {@linkplain Encoding#isPlain plain} encodings. */
  public static List<Chunk> plain(SampleColumns columns) {
    return of(columns, null);
  }

  private static List<Chunk> of(SampleColumns columns, long @Nullable [] starts) {
    List<Chunk> chunks = new ArrayList<>();
    OpenChunk open = new OpenChunk();
    @Nullable FloatHistogram[] histograms = columns.histograms;
    for (int i = 0; i < columns.size; i++) {
      long time = columns.timestamps[i];
      long start = starts == null ? 0 : starts[i];
      FloatHistogram histogram = histograms == null ? null : histograms[i];
      Chunk full =
          histogram == null
              ? open.append(time, columns.values[i], start)
              : open.append(time, histogram, start);
      if (full != null) {
        chunks.add(full);
      }
    }
    if (!open.isEmpty()) {
      chunks.add(open.toChunk());
    }
    return chunks;
  }
}
