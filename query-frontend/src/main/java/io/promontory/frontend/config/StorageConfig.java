package io.promontory.frontend.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The embedded storage: rule results, caches, demo data. */
@Section
@Doc("The embedded storage: rule results, caches, demo data.")
public final class StorageConfig {
  @Doc("Folder of the embedded storage.")
  private String path = "data";

  @Doc("How long samples are kept.")
  private Duration retention = Duration.ofDays(15);

  @Doc(
      "Most bytes of the log of rule results; 0 for as many as there are. The oldest results go"
          + " first, from memory too; those that a `remote_write` or the archive has not taken yet"
          + " go when the log has twice as many.")
  private long retentionSize;

  @Doc("Most series of rule results; those of further series are refused.")
  private int maxSeries = 2_000_000;

  @Doc(
      "Name of a store of type `blocks`: results of rules are brought into its bucket, which must be"
          + " writable, in blocks of two hours, an hour after these, or later by as much as the largest"
          + " `query_offset` and the interval of its group are longer. They carry"
          + " `global.external_labels`, as the results in the embedded storage then do, and"
          + " `promontory_rules`, which tells makers apart and is dropped when the store is read."
          + " Results wait for it up to twice the retention.")
  private @Nullable String archive;

  public String path() {
    return path;
  }

  public Duration retention() {
    return retention;
  }

  public long retentionSize() {
    return retentionSize;
  }

  public @Nullable String archive() {
    return archive;
  }

  public int maxSeries() {
    return maxSeries;
  }
}
