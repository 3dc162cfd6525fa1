package io.promontory.objectstore.block.inspect;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.WindowedFile;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.chunks.SampleCount;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts chunks by encoding and by how many samples they have. */
final class ChunkTally {
  private static final int[] SIZES = {1, 10, 30, 60, 119, 120, 240, Integer.MAX_VALUE};
  private static final int COUNT_BYTES = 2;

  private final Map<String, long[]> encodings = new TreeMap<>();
  private final TreeMap<Integer, Long> sizes = new TreeMap<>();
  private List<WindowedFile> files = new ArrayList<>();

  /** The chunks that follow are in these segments. */
  void open(Segments segments) {
    files = segments.files().stream().map(WindowedFile::new).toList();
  }

  /** Counts a chunk; returns how many samples it has. */
  int add(long ref) {
    WindowedFile file = files.get((int) Segments.segmentOf(ref));
    ByteCursor at = file.at(Segments.offsetOf(ref), ChunkRecord.MOST_EXTRA_BYTES + COUNT_BYTES);
    int length = Math.clamp(at.uvarint(), 0, ChunkRecord.MOST_BYTES);
    int code = at.u8();
    Encoding encoding = Encoding.ofCode(code);
    int samples = 0;
    if (encoding != null && encoding != Encoding.AGGREGATES) {
      int head = Math.min(length, COUNT_BYTES);
      samples = SampleCount.of(new Chunk(encoding, 0, 0, at.data(), at.at(), head));
      int size = samples;
      for (int upper : SIZES) {
        if (size <= upper) {
          sizes.merge(upper, 1L, Long::sum);
          break;
        }
      }
    }
    String name = encoding == null ? "unknown " + code : encoding.name().toLowerCase(Locale.ROOT);
    long[] counts = encodings.computeIfAbsent(name, key -> new long[3]);
    counts[0]++;
    counts[1] += samples;
    counts[2] += length;
    return samples;
  }

  List<EncodingUse> encodings() {
    return encodings.entrySet().stream()
        .map(
            one ->
                new EncodingUse(
                    one.getKey(), one.getValue()[0], one.getValue()[1], one.getValue()[2]))
        .sorted(Comparator.comparingLong(EncodingUse::bytes).reversed())
        .toList();
  }

  SortedMap<Integer, Long> sizes() {
    return sizes;
  }
}
