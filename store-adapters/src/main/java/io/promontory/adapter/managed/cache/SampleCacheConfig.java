package io.promontory.adapter.managed.cache;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how much samples are kept.
 *
 * @param directory used by no other store or process
 * @param maxBytes on the disk
 * @param closedAfter how old samples have to be to be kept; what arrives later still is not seen
 */
public record SampleCacheConfig(Path directory, long maxBytes, Duration closedAfter) {
  public static final long DEFAULT_MAX_BYTES = 1L << 30;
  public static final Duration DEFAULT_CLOSED_AFTER = Duration.ofMinutes(10);

  public SampleCacheConfig {
    if (maxBytes < 0 || closedAfter.isNegative()) {
      throw new IllegalArgumentException("bytes and times must not be negative");
    }
  }

  /** All defaults. */
  public static SampleCacheConfig of(Path directory) {
    return new SampleCacheConfig(directory, DEFAULT_MAX_BYTES, DEFAULT_CLOSED_AFTER);
  }
}
