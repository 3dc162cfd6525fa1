package io.promontory.objectstore.block.meta;

import io.promontory.objectstore.block.Ulid;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Thanos adds to a block's meta.json.
 *
 * @param labels external labels: they belong to every series of the block
 * @param resolution ms between the samples of a downsampled block; 0 for a raw one
 * @param source who made the block, such as {@code sidecar}
 * @param segmentFiles names of the chunk segments, in older blocks
 * @param files what was uploaded
 * @param rewrites how the block was changed in the bucket
 * @param mostSeriesBytes bytes of the longest series entry of the index; 0 if unknown
 * @param mostChunkBytes bytes of the longest chunk; 0 if unknown
 * @param uploadTime as RFC 3339 text; null if unknown
 */
public record ThanosMeta(
    Labels labels,
    long resolution,
    String source,
    List<String> segmentFiles,
    List<File> files,
    List<Rewrite> rewrites,
    long mostSeriesBytes,
    long mostChunkBytes,
    @Nullable String uploadTime) {
  public ThanosMeta {
    segmentFiles = List.copyOf(segmentFiles);
    files = List.copyOf(files);
    rewrites = List.copyOf(rewrites);
  }

  /** Of a raw block, by labels and maker alone. */
  public static ThanosMeta of(Labels labels, String source) {
    return new ThanosMeta(labels, 0, source, List.of(), List.of(), List.of(), 0, 0, null);
  }

  /**
   * An uploaded file.
   *
   * @param path relative to the block's folder
   * @param size bytes; 0 if unknown
   */
  public record File(String path, long size) {}

  /**
   * A change to the block in the bucket; what was deleted and relabelled stays in the file.
   *
   * @param sources blocks that it was made from
   */
  public record Rewrite(List<Ulid> sources) {
    public Rewrite {
      sources = List.copyOf(sources);
    }
  }
}
