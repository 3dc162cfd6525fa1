package io.promontory.objectstore.block.importing;

import io.promontory.series.labels.Labels;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How samples become blocks.
 *
 * @param externalLabels of the blocks: they belong to each of their series
 * @param blockDuration how long a block is; its start is a multiple of that
 * @param work folder for files that are needed meanwhile
 * @param memory bytes of samples to hold in memory, about
 */
public record ImportSettings(
    Labels externalLabels, Duration blockDuration, Path work, long memory) {
  /** What Prometheus' own blocks begin with. */
  public static final Duration USUAL_BLOCK = Duration.ofHours(2);

  public ImportSettings {
    if (blockDuration.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("blocks of " + blockDuration + " are too short");
    }
  }

  /** Blocks of two hours, sorted in an eighth of the heap. */
  public static ImportSettings of(Labels externalLabels, Path work) {
    long memory = Math.clamp(Runtime.getRuntime().maxMemory() / 8, 16 << 20, 512 << 20);
    return new ImportSettings(externalLabels, USUAL_BLOCK, work, memory);
  }

  public ImportSettings withBlockDuration(Duration other) {
    return new ImportSettings(externalLabels, other, work, memory);
  }

  public ImportSettings withMemory(long bytes) {
    return new ImportSettings(externalLabels, blockDuration, work, bytes);
  }
}
