package io.promontory.objectstore.block.inspect;

import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.PostingsTable;
import io.promontory.objectstore.block.index.SeriesEntry;
import io.promontory.objectstore.block.index.Symbols;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.read.SeriesWalk;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.Utf8Bytes;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Counts what blocks consist of, one block after the other: mostly from their indexes, on demand
 * from the heads of their chunks too. Memory grows with the distinct labels of a block. Used by one
 * thread.
 */
public final class BlockInspector {
  private final Bucket bucket;
  private final boolean readChunks;
  private final Map<String, MetricSum> metrics = new HashMap<>();
  private final Map<String, LabelSum> labels = new HashMap<>();
  private final Map<String, Map<String, PairSum>> pairs = new HashMap<>();
  private final ChunkTally tally = new ChunkTally();
  private int blocks;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private long series;
  private long chunks;
  private long samples;
  private long indexBytes;
  private long chunkBytes;

  private static final class MetricSum {
    private long series;
    private long chunks;
    private long samples;
    private long bytes;
    private double lived;
  }

  private static final class LabelSum {
    private long values;
    private long series;
    private long valueBytes;
  }

  private static final class PairSum {
    private long series;
    private double absent;
  }

  /**
   * @param readChunks whether to read the chunks' heads, which takes reading nearly all bytes
   */
  public BlockInspector(Bucket bucket, boolean readChunks) {
    this.bucket = bucket;
    this.readChunks = readChunks;
  }

  /**
   * Counts one more block.
   *
   * @throws CorruptBlockException if it is damaged; it may be counted in part then
   */
  public void add(BlockFolder folder) {
    BlockReader block = BlockReader.open(bucket, folder);
    BlockMeta meta = block.meta();
    blocks++;
    minTime = Math.min(minTime, meta.minTime());
    maxTime = Math.max(maxTime, meta.maxTime());
    samples += meta.stats().samples();
    indexBytes += block.index().index().size();
    chunkBytes += block.segments().files().stream().mapToLong(file -> file.size()).sum();
    addLabels(block.index().header());
    addSeries(block);
  }

  private void addLabels(IndexHeader header) {
    PostingsTable table = header.postings();
    for (String name : table.names()) {
      LabelSum label = labels.computeIfAbsent(name, key -> new LabelSum());
      Map<String, PairSum> values = pairs.computeIfAbsent(name, key -> new HashMap<>());
      long[] bytes = new long[1];
      table.forEachValue(
          name,
          (value, list) -> {
            long count = list.series();
            values.computeIfAbsent(value, key -> new PairSum()).series += count;
            label.series += count;
            bytes[0] += Utf8Bytes.encode(value).length;
            return true;
          });
      if (table.valueCount(name) >= label.values) {
        label.values = table.valueCount(name);
        label.valueBytes = bytes[0];
      }
    }
  }

  private void addSeries(BlockReader block) {
    if (readChunks) {
      tally.open(block.segments());
    }
    BlockMeta meta = block.meta();
    double span = Math.max(1, meta.maxTime() - meta.minTime());
    Symbols symbols = block.index().header().symbols();
    SeriesWalk walk =
        new SeriesWalk(block.index().index(), block.index().header(), block.index().allSeries());
    long lastRef = 0;
    MetricSum lastMetric = new MetricSum();
    while (walk.next()) {
      SeriesEntry entry = walk.entry();
      MetricSum metric = metrics.computeIfAbsent(metric(entry, symbols), key -> new MetricSum());
      int count = entry.chunkCount();
      for (int i = 0; i < count; i++) {
        lastMetric.bytes += bytesBetween(lastRef, entry.ref(i), block.segments());
        lastRef = entry.ref(i);
        lastMetric = metric;
        metric.samples += readChunks ? tally.add(lastRef) : 0;
      }
      long covered = count == 0 ? 0 : entry.maxTime(count - 1) - entry.minTime(0);
      double lived = Math.min(1, covered / span);
      series++;
      chunks += count;
      metric.series++;
      metric.chunks += count;
      metric.lived += lived;
      addAbsence(entry, symbols, 1 - lived);
    }
    lastMetric.bytes += bytesBetween(lastRef, Long.MAX_VALUE, block.segments());
  }

  private static String metric(SeriesEntry entry, Symbols symbols) {
    for (int i = 0; i < entry.labelCount(); i++) {
      if (symbols.get(entry.nameSymbol(i)).equals(Labels.METRIC_NAME)) {
        return symbols.get(entry.valueSymbol(i));
      }
    }
    return "";
  }

  /** Bytes of the chunk before the next one, or before the end of its segment. */
  private static long bytesBetween(long ref, long next, Segments segments) {
    if (ref == 0) {
      return 0;
    }
    boolean same = Segments.segmentOf(ref) == Segments.segmentOf(next) && next > ref;
    return same ? next - ref : segments.file(ref).size() - Segments.offsetOf(ref);
  }

  private void addAbsence(SeriesEntry entry, Symbols symbols, double absent) {
    for (int i = 0; i < entry.labelCount(); i++) {
      Map<String, PairSum> values = pairs.get(symbols.get(entry.nameSymbol(i)));
      PairSum pair = values == null ? null : values.get(symbols.get(entry.valueSymbol(i)));
      if (pair != null) {
        pair.absent += absent;
      }
    }
  }

  /**
   * What was counted.
   *
   * @param most entries of each list
   */
  public Inspection result(int most) {
    return new Inspection(
        blocks,
        blocks == 0 ? 0 : minTime,
        blocks == 0 ? 0 : maxTime,
        series,
        chunks,
        samples,
        indexBytes,
        chunkBytes,
        metrics.size(),
        top(metrics.entrySet().stream().map(BlockInspector::metric), MetricUse::series, most),
        top(labels.entrySet().stream().map(BlockInspector::label), LabelUse::values, most),
        top(pairs(), PairUse::series, most),
        top(pairs().filter(pair -> pair.absent() > 0.01), PairUse::absent, most),
        tally.encodings(),
        tally.sizes());
  }

  private static MetricUse metric(Map.Entry<String, MetricSum> one) {
    MetricSum sum = one.getValue();
    return new MetricUse(
        one.getKey(), sum.series, sum.chunks, sum.samples, sum.bytes, sum.lived / sum.series);
  }

  private static LabelUse label(Map.Entry<String, LabelSum> one) {
    LabelSum sum = one.getValue();
    return new LabelUse(one.getKey(), sum.values, sum.series, sum.valueBytes);
  }

  private Stream<PairUse> pairs() {
    return pairs.entrySet().stream()
        .flatMap(
            name ->
                name.getValue().entrySet().stream()
                    .map(
                        value ->
                            new PairUse(
                                name.getKey(),
                                value.getKey(),
                                value.getValue().series,
                                value.getValue().absent)));
  }

  private static <T, N extends Comparable<N>> List<T> top(
      Stream<T> all, Function<T, N> by, int most) {
    return all.sorted(Comparator.comparing(by).reversed().thenComparing(Object::toString))
        .limit(most)
        .toList();
  }
}
