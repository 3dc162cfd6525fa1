package io.promontory.frontend.config;

import java.time.Duration;
import java.util.List;

/** Files that name targets. */
@Section
@Doc(
    "Files of target groups, JSON or YAML by their names, as Prometheus' file discovery reads them."
        + " Rules see `__meta_filepath`.")
public final class FileSdSection {
  @Doc("Paths; the last element may hold `*`. Files end in `.json`, `.yml` or `.yaml`. Required.")
  private List<String> files = List.of();

  @Doc(
      "How often files are looked at, at least; they are looked at every 5 s where that is sooner.")
  private Duration refreshInterval = Duration.ofMinutes(5);

  public List<String> files() {
    return files;
  }

  public Duration refreshInterval() {
    return refreshInterval;
  }
}
