package io.promontory.frontend.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is kept of a managed endpoint's answers. */
@Section
@Doc(
    "What is kept of the endpoint's answers (`stores[].cache` of `type: managed`), so that they are"
        + " paid for once.")
public final class ManagedCacheConfig {
  @Doc(
      "Folder on the local disk for samples, used by no other store or process; default: `managed/`"
          + " and the store's name in `storage.path`. What it holds can be deleted at any time.")
  private @Nullable String path;

  @Doc("Bytes on the local disk that samples may take; 0 to keep none.")
  private long maxBytes = 1L << 30;

  @Doc(
      "How old samples have to be to be kept. What reaches the endpoint later than this is not seen"
          + " where samples of that time were kept before.")
  private Duration closedAfter = Duration.ofMinutes(10);

  @Doc("How long names and values of labels, series and metadata are kept, in memory.")
  private Duration labelsFor = Duration.ofMinutes(1);

  public @Nullable String path() {
    return path;
  }

  public long maxBytes() {
    return maxBytes;
  }

  public Duration closedAfter() {
    return closedAfter;
  }

  public Duration labelsFor() {
    return labelsFor;
  }
}
