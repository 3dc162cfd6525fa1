package io.promontory.rules.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.ColumnChunks;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The samples of a window of time as a block, named by window and maker: made again, it has the
 * same name. External labels that no series has are said once for the block; of the others each
 * series gets those that it lacks.
 */
final class WindowBlock {
  /** Tells blocks of one maker from those of another one. */
  static final String MAKER_LABEL = ResultArchive.MAKER_LABEL;

  private static final String SOURCE = "promontory.rules";
  private static final Matcher EVERYTHING = Matcher.of(Matcher.Type.RE, Labels.METRIC_NAME, ".+");

  private final Store store;
  private final String maker;
  private final Labels external;
  private final long from;
  private final long to;

  /**
   * @param from ms, inclusive
   * @param to ms, exclusive
   */
  WindowBlock(Store store, String maker, Labels external, long from, long to) {
    this.store = store;
    this.maker = maker;
    this.external = external;
    this.from = from;
    this.to = to;
  }

  /** The name, from window and maker alone; its time is the end of the window. */
  Ulid ulid() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(maker.getBytes(UTF_8));
      digest.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(from).putLong(to).flip());
      ByteBuffer sum = ByteBuffer.wrap(digest.digest());
      return new Ulid(to << 16 | (sum.getShort() & 0xffff), sum.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes the block into a folder of its name; false where the window has no samples. */
  boolean write(Path parent) throws IOException {
    Set<String> own = labelNames();
    Labels ofBlock = external.without(own).with(MAKER_LABEL, maker);
    Labels ofSeries = external.keeping(own);
    Map<Labels, List<Chunk>> sorted = new TreeMap<>();
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns samples = new SampleColumns();
    boolean written = false;
    try (BlockWriter writer = BlockWriter.create(parent, ulid(), WriterOptions.DEFAULT);
        SeriesSet series = select(false)) {
      for (Series next = series.next(); next != null; next = series.next()) {
        samples.clear();
        decoder.decode(next.chunks(), from, to - 1, samples);
        List<Chunk> chunks = ColumnChunks.of(samples);
        if (chunks.isEmpty()) {
          continue;
        }
        written = true;
        if (ofSeries.isEmpty()) {
          writer.add(next.labels(), chunks);
        } else {
          sorted.putIfAbsent(labels(next.labels(), ofSeries), chunks);
        }
      }
      for (Map.Entry<Labels, List<Chunk>> one : sorted.entrySet()) {
        writer.add(one.getKey(), one.getValue());
      }
      if (written) {
        BlockMeta ignored = writer.finish(meta -> meta.withThanos(ThanosMeta.of(ofBlock, SOURCE)));
      }
    }
    return written;
  }

  private Set<String> labelNames() {
    Set<String> names = new HashSet<>();
    try (SeriesSet series = select(true)) {
      for (Series next = series.next(); next != null; next = series.next()) {
        Labels labels = next.labels();
        for (int i = 0; i < labels.size(); i++) {
          names.add(labels.name(i));
        }
      }
    }
    return names;
  }

  private SeriesSet select(boolean labelsOnly) {
    SelectRequest request = SelectRequest.of(from, to - 1, List.of(EVERYTHING));
    return store.select(labelsOnly ? request.labelsOnly(0) : request, QueryContext.unbounded());
  }

  private static Labels labels(Labels own, Labels external) {
    if (external.isEmpty()) {
      return own;
    }
    LabelsBuilder builder = new LabelsBuilder(external);
    for (int i = 0; i < own.size(); i++) {
      builder.set(own.name(i), own.value(i));
    }
    return builder.build();
  }
}
