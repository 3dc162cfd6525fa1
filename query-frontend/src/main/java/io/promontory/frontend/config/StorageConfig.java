package io.promontory.frontend.config;

import java.time.Duration;

/** The embedded storage: rule results, caches, demo data. */
@Section
@Doc("The embedded storage: rule results, caches, demo data.")
public final class StorageConfig {
  @Doc("Folder of the embedded storage.")
  private String path = "data";

  @Doc("How long samples are kept.")
  private Duration retention = Duration.ofDays(15);

  @Doc("Most series of rule results; those of further series are refused.")
  private int maxSeries = 2_000_000;

  public String path() {
    return path;
  }

  public Duration retention() {
    return retention;
  }

  public int maxSeries() {
    return maxSeries;
  }
}
